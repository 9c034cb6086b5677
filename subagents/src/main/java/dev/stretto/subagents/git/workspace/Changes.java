package dev.stretto.subagents.git.workspace;

import dev.stretto.engine.attempt.FileChange;
import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lists what changed between two commits. */
final class Changes {
    private Changes() {}

    /** The changed files, with how many lines were added and removed. */
    static List<FileChange> between(Git git, String before, String after) throws GitException {
        List<String> fields = raw(git, List.of("--numstat", "-M"), before, after);
        // First comes what happened to all files, then, in the same order, how many lines there are.
        int numbers = 0;
        while (numbers < fields.size() && fields.get(numbers).startsWith(":")) {
            numbers += isPair(fields.get(numbers)) ? 3 : 2;
        }
        List<FileChange> changes = new ArrayList<>();
        for (int at = 0, end = numbers; at < end; ) {
            boolean pair = isPair(fields.get(at));
            String[] lines = fields.get(numbers).split("\t", -1);
            changes.add(change(fields.subList(at, at + (pair ? 3 : 2)), count(lines[0]), count(lines[1])));
            at += pair ? 3 : 2;
            numbers += pair ? 3 : 1;
        }
        return changes;
    }

    private static FileChange change(List<String> fields, @Nullable Integer added, @Nullable Integer removed) {
        String path = fields.getLast();
        return switch (status(fields.getFirst())) {
            case 'A', 'C' -> new FileChange(path, FileChange.Kind.ADDED, null, added, removed);
            case 'D' -> new FileChange(path, FileChange.Kind.DELETED, null, added, removed);
            case 'R' -> new FileChange(path, FileChange.Kind.RENAMED, fields.get(1), added, removed);
            // M: content or mode. T: the type, a link in place of a file.
            default -> new FileChange(path, FileChange.Kind.MODIFIED, null, added, removed);
        };
    }

    private static char status(String summary) {
        return summary.charAt(summary.lastIndexOf(' ') + 1);
    }

    /** Two paths follow: where it was, and where it is. */
    private static boolean isPair(String summary) {
        return status(summary) == 'R' || status(summary) == 'C';
    }

    /** What is no text has no lines. */
    private static @Nullable Integer count(String lines) {
        return lines.equals("-") ? null : Integer.valueOf(lines);
    }

    /** All names of a changed file: a renamed one has two. */
    static Stream<String> paths(FileChange change) {
        return Stream.concat(Stream.of(change.path()), Optional.ofNullable(change.from()).stream());
    }

    /** The submodules that stand at another commit after than before, or are new. */
    static List<String> submodules(Git git, String before, String after) throws GitException {
        Iterator<String> fields =
                raw(git, List.of("--no-renames"), before, after).iterator();
        List<String> submodules = new ArrayList<>();
        while (fields.hasNext()) {
            String summary = fields.next();
            String path = fields.next();
            if (summary.split(" ", -1)[1].equals("160000")) {
                submodules.add(path);
            }
        }
        return submodules;
    }

    private static List<String> raw(Git git, List<String> more, String before, String after) throws GitException {
        List<String> words = new ArrayList<>(List.of("diff-tree", "-r", "-z", "--raw", "--ignore-submodules=none"));
        words.addAll(more);
        words.addAll(List.of(before, after));
        return git.run(words.toArray(String[]::new)).records();
    }
}
