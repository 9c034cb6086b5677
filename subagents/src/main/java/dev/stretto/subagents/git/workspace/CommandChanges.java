package dev.stretto.subagents.git.workspace;

import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.WorkspaceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a set-up or a tear-down has changed of the files that git does not ignore, such as a lock file. It counts as nobody's work unless
 * somebody changes it again.
 */
final class CommandChanges {
    private static final String NONE = "0";

    /** A file as an index has it; the mode 0 means that there is none. */
    private record Entry(String mode, String id) {}

    private CommandChanges() {}

    /** The id of a tree; there once the command may have been at work. */
    private static Path before(Path administration, String command) {
        return administration.resolve("stretto-before-" + command);
    }

    /** The changes, as {@code git diff-tree --raw -z} writes them. */
    static Path changes(Path administration, String command) {
        return administration.resolve("stretto-changes-" + command);
    }

    /** Writes down what is there before the command runs. If one has been run before, what was there before that counts. */
    static void begin(WorktreePlace place, String command) throws GitException, IOException, WorkspaceException {
        Path before = before(place.administration(), command);
        if (!Files.exists(before)) {
            write(before, tree(place) + "\n");
        }
    }

    /** Writes down what the command has changed; nothing if there was none. */
    static void end(WorktreePlace place, String command) throws GitException, IOException, WorkspaceException {
        Path before = before(place.administration(), command);
        if (Files.exists(before)) {
            String from = Files.readString(before).strip();
            // What an earlier call has found counts as no change any more.
            Files.deleteIfExists(changes(place.administration(), command));
            byte[] changes = place.git()
                    .run("diff-tree", "-r", "-z", "--raw", "--no-abbrev", "--no-renames", from, tree(place))
                    .bytes();
            write(changes(place.administration(), command), new String(changes, StandardCharsets.ISO_8859_1));
        }
    }

    static void forget(Path administration, String command) throws IOException {
        Files.deleteIfExists(before(administration, command));
        Files.deleteIfExists(changes(administration, command));
    }

    private static String tree(WorktreePlace place) throws GitException, IOException, WorkspaceException {
        try (OwnIndex index = OwnIndex.of(place, place.git().line("rev-parse", "HEAD"))) {
            return index.tree();
        }
    }

    /** Whole or not at all. */
    private static void write(Path file, String text) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(unfinished, text, StandardCharsets.ISO_8859_1);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * The lines that take a command's changes out of an index, as {@code update-index --index-info} reads them.
     *
     * @param git with that index
     */
    static List<String> undone(Git git, Path administration, String command) throws GitException, IOException {
        Path changes = changes(administration, command);
        String text = Files.exists(changes) ? Files.readString(changes, StandardCharsets.ISO_8859_1) : "";
        return text.isEmpty() ? List.of() : undone(git, text.split("\0", -1));
    }

    private static List<String> undone(Git git, String[] fields) throws GitException {
        Map<String, Entry> now = entries(git);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i + 1 < fields.length; i += 2) {
            // Both modes and both ids, without the colon before them.
            String[] change = fields[i].substring(1).split(" ", -1);
            String path = fields[i + 1];
            Entry made = new Entry(mode(change[1]), change[3]);
            Entry found = now.getOrDefault(path, new Entry(NONE, change[3]));
            boolean untouched = made.mode().equals(NONE) ? found.mode().equals(NONE) : made.equals(found);
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
