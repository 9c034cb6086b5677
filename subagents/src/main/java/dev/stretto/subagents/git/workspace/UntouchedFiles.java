package dev.stretto.subagents.git.workspace;

import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.GitOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds files that git takes for changed although they hold what it has checked out itself: their committed form does not fit the
 * repository's attributes, such as {@code text} and {@code working-tree-encoding}, and git would commit another one. Nobody has
 * touched them.
 */
final class UntouchedFiles {
    private static final List<String> CONVERTING = List.of("text", "crlf", "eol", "working-tree-encoding", "ident");

    /**
     * An entry of a tree as an index takes it.
     *
     * @param line mode, id, and path, a character for each byte
     */
    record Entry(String line) {}

    private record Changed(String mode, String blob, String path) {}

    private UntouchedFiles() {}

    /**
     * The entries of a commit that stand for what is in the files.
     *
     * @param git of the worktree, with the index into which its files were taken
     * @param gitWithFiles the same, for what reads files
     */
    static List<Entry> of(Git git, Git gitWithFiles, WorktreePlace place, String commit)
            throws GitException, IOException {
        List<Entry> untouched = new ArrayList<>();
        List<Changed> changed = changed(git, commit);
        List<Changed> converted = converted(gitWithFiles, changed);
        if (converted.isEmpty()) {
            return untouched;
        }
        StringBuilder asked = new StringBuilder();
        converted.forEach(file ->
                asked.append(file.blob()).append(' ').append(file.path()).append('\n'));
        byte[] answer = gitWithFiles
                .fedBytes(asked.toString().getBytes(StandardCharsets.ISO_8859_1))
                .run("cat-file", "--batch", "--filters")
                .bytes();
        int at = 0;
        for (Changed file : converted) {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            while (answer[at] != '\n') {
                head.write(answer[at++]);
            }
            at++;
            String[] fields = head.toString(StandardCharsets.ISO_8859_1).split(" ", -1);
            if (fields.length != 3) {
                return untouched; // an object that is missing: then nothing is known of the rest
            }
            int size = Integer.parseInt(fields[2]);
            if (holds(place, file.path(), Arrays.copyOfRange(answer, at, at + size))) {
                untouched.add(new Entry(file.mode() + " " + file.blob() + "\t" + file.path()));
            }
            at += size + 1;
        }
        return untouched;
    }

    /** The files that were changed, and are files in both. */
    private static List<Changed> changed(Git git, String commit) throws GitException {
        List<Changed> changed = new ArrayList<>();
        List<String> fields = git.run(
                        "diff-index",
                        "--cached",
                        "--raw",
                        "-z",
                        "--no-abbrev",
                        "--no-renames",
                        "--diff-filter=M",
                        commit)
                .rawRecords();
        for (int i = 0; i + 1 < fields.size(); i += 2) {
            String[] entry = fields.get(i).substring(1).split(" ", -1);
            if (entry[0].equals(entry[1])
                    && entry[0].startsWith("100")
                    && fields.get(i + 1).indexOf('\n') < 0) {
                changed.add(new Changed(entry[0], entry[2], fields.get(i + 1)));
            }
        }
        return changed;
    }

    /** Those among them that git converts, and that no program of the user's does. */
    private static List<Changed> converted(Git git, List<Changed> changed) throws GitException {
        if (changed.isEmpty()) {
            return changed;
        }
        List<String> words = new ArrayList<>(List.of("check-attr", "-z", "--stdin", "filter"));
        words.addAll(CONVERTING);
        List<String> answers = git.fedRaw(changed.stream().map(Changed::path).toList())
                .run(words.toArray(String[]::new))
                .rawRecords();
        boolean always = !git.attempt("config", "--get", "core.autocrlf").line().isEmpty();
        List<Changed> converted = new ArrayList<>();
        int each = 3 * (1 + CONVERTING.size());
        for (int i = 0; i < changed.size(); i++) {
            boolean filtered = set(answers.get(i * each + 2));
            boolean some = always;
            for (int attribute = 1; attribute <= CONVERTING.size(); attribute++) {
                some |= set(answers.get(i * each + 3 * attribute + 2));
            }
            if (some && !filtered) {
                converted.add(changed.get(i));
            }
        }
        return converted;
    }

    private static boolean set(String value) {
        return !value.equals("unspecified") && !value.equals("unset");
    }

    private static boolean holds(WorktreePlace place, String path, byte[] content) throws IOException {
        try {
            Path file = place.stored(place.directory().resolve(GitOutput.shown(path)));
            return Files.isRegularFile(file)
                    && Files.size(file) == content.length
                    && Arrays.equals(Files.readAllBytes(file), content);
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
