package dev.stretto.subagents.git.workspace;

import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.HeadLog;
import dev.stretto.subagents.git.Refs;
import dev.stretto.subagents.git.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * The commits that branches and tags stood at when a worktree was made, and that others made since: fetched from a remote, or committed
 * in the user's checkout. What can be reached from them is not the work of whoever works in it, wherever that leaves its HEAD.
 */
final class RefsBefore {
    private static final String FILE = "stretto-refs-before";
    private static final String REMOTES = "refs/remotes/";

    private final Git git;
    private final Path administration;
    private final Repository repository;

    /**
     * @param git in the worktree
     * @param administration git's folder for it
     */
    RefsBefore(Git git, Path administration, Repository repository) {
        this.git = git;
        this.administration = administration;
        this.repository = repository;
    }

    /** Writes down where they stand now. */
    static void save(Refs refs, Path administration) throws GitException, IOException {
        Files.write(administration.resolve(FILE), new TreeSet<>(named(refs).values()));
    }

    private static Map<String, String> named(Refs refs) throws GitException {
        return refs.matching("refs/heads/", "refs/tags/", REMOTES);
    }

    /** True if something stood at this commit then. */
    boolean holds(String commit) throws IOException {
        return saved().contains(commit);
    }

    private List<String> saved() throws IOException {
        Path file = administration.resolve(FILE);
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    /** The commits of a history that others did not make, and that can't be reached from where the attempt started. */
    List<String> since(String start, String head) throws GitException, IOException {
        return git.fed(known(start)).run("rev-list", "--stdin", head).lines();
    }

    /** Where such a history left what others made: the commits that its own begin from. */
    List<String> leftAt(String start, String head) throws GitException, IOException {
        return git.fed(known(start)).run("rev-list", "--boundary", "--stdin", head).lines().stream()
                .filter(line -> line.startsWith("-"))
                .map(line -> line.substring(1))
                .toList();
    }

    /** A tag may stand at what is no commit, and a commit may be gone by now. */
    private String known(String start) throws GitException, IOException {
        List<String> objects = new ArrayList<>(saved());
        objects.addAll(ofOthersSince());
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

    /** None without a log of the worktree's HEAD: nobody can tell then. */
    private Set<String> ofOthersSince() throws GitException, IOException {
        Optional<SequencedSet<String>> own = HeadLog.made(administration);
        Set<String> ofOthers = new TreeSet<>();
        if (own.isPresent()) {
            Set<String> users = HeadLog.made(Path.of(repository.git().line("rev-parse", "--absolute-git-dir")))
                    .orElseGet(LinkedHashSet::new);
            named(new Refs(git)).forEach((ref, commit) -> {
                if (!own.get().contains(commit) && (ref.startsWith(REMOTES) || users.contains(commit))) {
                    ofOthers.add(commit);
                }
            });
            PrivateRepository.fetched(administration).stream()
                    .filter(commit -> !own.get().contains(commit))
                    .forEach(ofOthers::add);
        }
        return ofOthers;
    }
}
