package dev.stretto.subagents.git;

import dev.stretto.engine.synthesis.CollisionKind;
import dev.stretto.engine.synthesis.Side;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@code git merge-tree -z} prints of merges: for each the tree; if it is not clean, the sides of each path in
 * conflict up to an empty record; and messages, each with its paths and its kind.
 */
final class MergeTreeOutput {
    private static final Pattern COUNT = Pattern.compile("\\d+");

    private final List<String> records;
    private int at;

    MergeTreeOutput(List<String> rawRecords) {
        this.records = rawRecords;
    }

    /** Reads the next one of several: before each stands whether it is clean, and after it an empty record. */
    TreeMerge next(TreeMerge.Pair pair) {
        String status = record();
        if (status.equals("1")) {
            String tree = record();
            at++;
            return new TreeMerge.Clean(tree);
        }
        return colliding(pair);
    }

    TreeMerge.Colliding colliding(TreeMerge.Pair pair) {
        // Where a file is in the way of a folder, git sets it aside as PATH~COMMIT; the path is what people know.
        Pattern aside = Pattern.compile("~(" + pair.ours() + "|" + pair.theirs() + ")(_\\d+)?$");
        Map<String, Place> places = new TreeMap<>();
        String tree = record();
        for (String entry = record(); !entry.isEmpty(); entry = record()) {
            int tab = entry.indexOf('\t');
            String name = entry.substring(tab + 1);
            place(places, aside, name).add(name, entry.substring(0, tab).split(" ", -1));
        }
        // A message begins with how many paths it has, and ends with its text. After the last one some gits print
        // advice.
        for (String count = record(); COUNT.matcher(count).matches(); count = record()) {
            List<String> paths = records.subList(at, at + Integer.parseInt(count));
            at += paths.size();
            Optional<CollisionKind> kind = kind(record());
            at++;
            kind.ifPresent(known ->
                    paths.forEach(path -> place(places, aside, path).kinds.add(known)));
        }
        return new TreeMerge.Colliding(
                tree, places.values().stream().map(Place::collision).toList());
    }

    private String record() {
        return at < records.size() ? records.get(at++) : "";
    }

    private static Place place(Map<String, Place> places, Pattern aside, String name) {
        return places.computeIfAbsent(aside.matcher(name).replaceFirst(""), Place::new);
    }

    /** The kind of a message, by the words that git keeps stable; empty for one that is no conflict. */
    private static Optional<CollisionKind> kind(String words) {
        if (!words.startsWith("CONFLICT")) {
            return Optional.empty();
        }
        if (words.contains("file/directory")) {
            return Optional.of(CollisionKind.FILE_FOLDER);
        } else if (words.contains("distinct")) {
            return Optional.of(CollisionKind.TYPE);
        } else if (words.contains("submodule")) {
            return Optional.of(CollisionKind.SUBMODULE);
        } else if (words.contains("rename")) {
            return Optional.of(CollisionKind.RENAME);
        } else if (words.contains("delete")) {
            return Optional.of(CollisionKind.EDIT_DELETE);
        } else if (words.contains("binary")) {
            return Optional.of(CollisionKind.BINARY);
        }
        return Optional.of(words.contains("contents") ? CollisionKind.SAME_LINES : CollisionKind.OTHER);
    }

    /** One path with everything that is said about it. */
    private static final class Place {
        /** Where there are several, the one that says most about why there is no merging. */
        private static final List<CollisionKind> BY_WEIGHT = List.of(
                CollisionKind.FILE_FOLDER,
                CollisionKind.TYPE,
                CollisionKind.SUBMODULE,
                CollisionKind.RENAME,
                CollisionKind.EDIT_DELETE,
                CollisionKind.BINARY,
                CollisionKind.SAME_LINES);

        private final String path;
        private final @Nullable Side[] stages = new Side[4];
        private final List<String> entries = new ArrayList<>();
        private final Set<CollisionKind> kinds = EnumSet.noneOf(CollisionKind.class);

        Place(String path) {
            this.path = path;
        }

        /** @param fields mode, id and stage: 1 is the file before, 2 ours, 3 theirs */
        void add(String name, String[] fields) {
            stages[Integer.parseInt(fields[2])] = new Side(fields[0], fields[1]);
            if (!entries.contains(name)) {
                entries.add(name);
            }
        }

        CollidingPath collision() {
            return new CollidingPath(path, kind(), stages[1], stages[2], stages[3], entries);
        }

        private CollisionKind kind() {
            CollisionKind said =
                    BY_WEIGHT.stream().filter(kinds::contains).findFirst().orElse(CollisionKind.OTHER);
            boolean content = said == CollisionKind.SAME_LINES || said == CollisionKind.BINARY;
            return content ? ofContent(said) : said;
        }

        private CollisionKind ofContent(CollisionKind said) {
            Side ours = stages[2];
            Side theirs = stages[3];
            if (ours == null || theirs == null) {
                return said;
            }
            if (ours.mode().equals(SUBMODULE) || theirs.mode().equals(SUBMODULE)) {
                return CollisionKind.SUBMODULE;
            }
            if (ours.blob().equals(theirs.blob())) {
                return CollisionKind.MODE;
            }
            if (ours.mode().equals(LINK) && theirs.mode().equals(LINK)) {
                return CollisionKind.LINK; // one line, and git merges no links
            }
            return stages[1] == null ? CollisionKind.BOTH_ADDED : said;
        }
    }

    private static final String SUBMODULE = "160000";
    private static final String LINK = "120000";
}
