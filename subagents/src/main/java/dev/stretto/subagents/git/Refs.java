package dev.stretto.subagents.git;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads and moves a repository's references. */
public final class Refs {
    public static final int SHORT_ID = 12;

    private static final String OWN_BRANCHES = "refs/heads/stretto/";

    private final Git git;

    public Refs(Git git) {
        this.git = git;
    }

    /** The commit that a reference, by its full name, stands at. What stands beside it is not read. */
    public Optional<String> commit(String ref) throws GitException {
        List<String> command = List.of("rev-parse", "--verify", "--quiet", ref);
        GitOutput answer = git.attempt(command.toArray(String[]::new));
        return switch (answer.exitCode()) {
            case 0 -> Optional.of(answer.line());
            case 1 -> Optional.empty();
            default -> throw failed(command, answer);
        };
    }

    /** All references below a prefix that ends in a slash, in order, with their commits. */
    public Map<String, String> under(String prefix) throws GitException {
        return matching(prefix);
    }

    /**
     * The branches, tags and remote branches that are not Stretto's, with what they stand at. One that only points at another
     * holds nothing itself.
     */
    public Map<String, String> outside() throws GitException {
        Map<String, String> refs = new LinkedHashMap<>();
        for (String line : git.run(
                        "for-each-ref",
                        "--format=%(objectname) %(refname) %(symref)",
                        "refs/heads/",
                        "refs/tags/",
                        "refs/remotes/")
                .lines()) {
            String[] parts = line.split(" ", -1);
            if (parts[2].isEmpty() && !parts[1].startsWith(OWN_BRANCHES)) {
                refs.put(parts[1], parts[0]);
            }
        }
        return refs;
    }

    /** The references that have one of these names, or are below it, with their commits. */
    public Map<String, String> matching(String... patterns) throws GitException {
        List<String> words = new ArrayList<>(List.of("for-each-ref", "--format=%(objectname) %(refname)"));
        words.addAll(List.of(patterns));
        Map<String, String> refs = new LinkedHashMap<>();
        for (String line : git.run(words.toArray(String[]::new)).lines()) {
            int space = line.indexOf(' ');
            refs.put(line.substring(space + 1), line.substring(0, space));
        }
        return refs;
    }

    /** Makes or moves one reference. */
    public void put(String ref, String commit) throws GitException {
        change(List.of("update " + ref + " " + commit));
    }

    /**
     * Carries out instructions of {@code update-ref --stdin}: all of them or none. A symbolic reference is changed itself,
     * and what it points at is not.
     */
    public void change(List<String> instructions) throws GitException {
        if (!instructions.isEmpty()) {
            git.fed(String.join("\n", instructions) + "\n").run("update-ref", "--no-deref", "--stdin");
        }
    }

    /**
     * Keeps a commit under a name, or, if that name is taken, under one with the commit's id added to it.
     *
     * @return the name that it has got
     */
    public String keep(String ref, String commit) throws GitException {
        Optional<String> taken = commit(ref);
        boolean free = taken.isEmpty() || taken.get().equals(commit);
        String name = free ? ref : ref + "-" + commit.substring(0, SHORT_ID);
        put(name, commit);
        return name;
    }

    /** True if the first commit is the second one or one of its ancestors. */
    public boolean contains(String ancestor, String descendant) throws GitException {
        if (ancestor.equals(descendant)) {
            return true;
        }
        List<String> command = List.of("merge-base", "--is-ancestor", ancestor, descendant);
        GitOutput answer = git.attempt(command.toArray(String[]::new));
        return switch (answer.exitCode()) {
            case 0 -> true;
            case 1 -> false;
            default -> throw failed(command, answer);
        };
    }

    private GitException failed(List<String> command, GitOutput answer) {
        return GitException.failed(git.directory(), command, answer.exitCode(), answer.stderr());
    }
}
