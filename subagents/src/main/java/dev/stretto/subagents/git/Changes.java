package dev.stretto.subagents.git;

import dev.stretto.engine.run.FileChange;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Lists what changed between two commits. */
final class Changes {
    private Changes() {}

    static List<FileChange> between(Git git, String before, String after) throws GitException {
        Iterator<String> fields = raw(git, "-M", before, after).iterator();
        List<FileChange> changes = new ArrayList<>();
        while (fields.hasNext()) {
            String summary = fields.next();
            String path = fields.next();
            changes.add(
                    switch (summary.charAt(summary.lastIndexOf(' ') + 1)) {
                        case 'A' -> new FileChange(path, FileChange.Kind.ADDED, null);
                        case 'C' -> new FileChange(fields.next(), FileChange.Kind.ADDED, null);
                        case 'D' -> new FileChange(path, FileChange.Kind.DELETED, null);
                        case 'R' -> new FileChange(fields.next(), FileChange.Kind.RENAMED, path);
                        // M: content or mode. T: the type, a link in place of a file.
                        default -> new FileChange(path, FileChange.Kind.MODIFIED, null);
                    });
        }
        return changes;
    }

    /** All names of a changed file: a renamed one has two. */
    static Stream<String> paths(FileChange change) {
        return Stream.concat(Stream.of(change.path()), Optional.ofNullable(change.from()).stream());
    }

    /** The submodules that stand at another commit after than before, or are new. */
    static List<String> submodules(Git git, String before, String after) throws GitException {
        Iterator<String> fields = raw(git, "--no-renames", before, after).iterator();
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

    private static List<String> raw(Git git, String renames, String before, String after) throws GitException {
        return git.run("diff-tree", "-r", "-z", "--raw", "--ignore-submodules=none", renames, before, after)
                .records();
    }
}
