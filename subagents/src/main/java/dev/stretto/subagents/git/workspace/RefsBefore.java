package dev.stretto.subagents.git.workspace;

import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.Refs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The commits that branches and tags stood at when a worktree was made. What can be reached from them is not the work of whoever works
 * in it, wherever that leaves its HEAD.
 */
final class RefsBefore {
    private static final String FILE = "stretto-refs-before";

    private RefsBefore() {}

    /** Writes down where they stand now. */
    static void save(Refs refs, Path administration) throws GitException, IOException {
        Files.write(
                administration.resolve(FILE),
                new TreeSet<>(refs.matching("refs/heads/", "refs/tags/", "refs/remotes/")
                        .values()));
    }

    /** True if something stood at this commit then. */
    static boolean holds(Path administration, String commit) throws IOException {
        Path file = administration.resolve(FILE);
        return Files.exists(file) && Files.readAllLines(file).contains(commit);
    }

    /** The commits of a history that could not be reached then, nor from where the attempt started. */
    static List<String> since(Git git, Path administration, String start, String head)
            throws GitException, IOException {
        return git.fed(known(git, administration, start))
                .run("rev-list", "--stdin", head)
                .lines();
    }

    /** Where such a history left what could be reached then: the commits that its own begin from. */
    static List<String> leftAt(Git git, Path administration, String start, String head)
            throws GitException, IOException {
        return git
                .fed(known(git, administration, start))
                .run("rev-list", "--boundary", "--stdin", head)
                .lines()
                .stream()
                .filter(line -> line.startsWith("-"))
                .map(line -> line.substring(1))
                .toList();
    }

    /** A tag may stand at what is no commit, and a commit may be gone by now. */
    private static String known(Git git, Path administration, String start) throws GitException, IOException {
        Path file = administration.resolve(FILE);
        List<String> objects = new ArrayList<>(Files.exists(file) ? Files.readAllLines(file) : List.of());
        StringBuilder known = new StringBuilder("^" + start + "\n");
        if (!objects.isEmpty()) {
            String asked = String.join(
                            "\n",
                            objects.stream().map(object -> object + "^{commit}").toList()) + "\n";
            for (String line : git.fed(asked)
                    .run("cat-file", "--batch-check=%(objectname)")
                    .lines()) {
                if (!line.contains(" ")) {
                    known.append('^').append(line).append('\n');
                }
            }
        }
        return known.toString();
    }
}
