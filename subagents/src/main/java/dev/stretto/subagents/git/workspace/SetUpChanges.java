package dev.stretto.subagents.git.workspace;

import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.WorkspaceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a set-up has changed of the files that git does not ignore, such as a lock file: as long as nobody has changed it again, it is
 * nobody's work.
 */
final class SetUpChanges {
    private static final String BEFORE = "stretto-before-set-up";
    private static final String AFTER = "stretto-after-set-up";
    private static final String NONE = "0";

    /** A file as an index has it; the mode 0 means that there is none. */
    private record Entry(String mode, String id) {}

    private SetUpChanges() {}

    /** Writes down what is there before a set-up. */
    static void begin(WorktreePlace place) throws GitException, IOException, WorkspaceException {
        Files.deleteIfExists(place.administration().resolve(AFTER));
        if (!Files.exists(place.administration().resolve(BEFORE))) { // there, if an earlier one was cut off
            write(place, BEFORE);
        }
    }

    /** Writes down what is there after it; nothing if there was none. */
    static void end(WorktreePlace place) throws GitException, IOException, WorkspaceException {
        if (Files.exists(place.administration().resolve(BEFORE))) {
            write(place, AFTER);
        }
    }

    static void forget(Path administration) throws IOException {
        Files.deleteIfExists(administration.resolve(BEFORE));
        Files.deleteIfExists(administration.resolve(AFTER));
    }

    private static void write(WorktreePlace place, String name) throws GitException, IOException, WorkspaceException {
        try (OwnIndex index = OwnIndex.of(place, place.git().line("rev-parse", "HEAD"))) {
            Files.writeString(place.administration().resolve(name), index.tree() + "\n");
        }
    }

    /**
     * The lines that take the set-up's changes out of an index, as {@code update-index --index-info} reads them.
     *
     * @param git with that index
     */
    static List<String> undone(Git git, Path administration) throws GitException, IOException {
        Path before = administration.resolve(BEFORE);
        Path after = administration.resolve(AFTER);
        if (!Files.exists(before) || !Files.exists(after)) {
            return List.of();
        }
        String from = Files.readString(before).strip();
        String to = Files.readString(after).strip();
        return from.equals(to) ? List.of() : undone(git, from, to);
    }

    private static List<String> undone(Git git, String from, String to) throws GitException {
        List<String> fields = git.run("diff-tree", "-r", "-z", "--raw", "--no-abbrev", "--no-renames", from, to)
                .rawRecords();
        Map<String, Entry> now = entries(git);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i + 1 < fields.size(); i += 2) {
            // Both modes and both ids, without the colon before them.
            String[] change = fields.get(i).substring(1).split(" ", -1);
            String path = fields.get(i + 1);
            Entry asSetUp = new Entry(mode(change[1]), change[3]);
            Entry found = now.getOrDefault(path, new Entry(NONE, change[3]));
            boolean untouched = asSetUp.mode().equals(NONE) ? found.mode().equals(NONE) : asSetUp.equals(found);
            if (untouched) {
                lines.add(mode(change[0]) + " " + change[2] + "\t" + path);
            }
        }
        return lines;
    }

    private static String mode(String mode) {
        return mode.equals("000000") ? NONE : mode;
    }

    private static Map<String, Entry> entries(Git git) throws GitException {
        Map<String, Entry> entries = new HashMap<>();
        for (String line : git.run("ls-files", "-s", "-z").rawRecords()) {
            int tab = line.indexOf('\t');
            String[] entry = line.substring(0, tab).split(" ", -1);
            entries.put(line.substring(tab + 1), new Entry(entry[0], entry[1]));
        }
        return entries;
    }
}
