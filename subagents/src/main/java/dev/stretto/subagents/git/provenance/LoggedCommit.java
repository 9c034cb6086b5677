package dev.stretto.subagents.git.provenance;

import dev.stretto.subagents.git.Commits;
import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A commit as git lists it, with what its trailers say.
 *
 * @param commit who wrote it
 * @param parents the ids of its parents, in order
 * @param committer who made it in this form, as a name
 * @param committerEmail and as an address
 * @param trailers which attempt it says it is of; absent if it says that of none
 */
record LoggedCommit(
        BlamedCommit commit,
        List<String> parents,
        String committer,
        String committerEmail,
        @Nullable Trailers trailers) {

    /** The trailers of a commit of Stretto's; the merge of what a task builds on has no attempt. */
    record Trailers(String run, String task, @Nullable Integer attempt) {

        private boolean agreesWith(LineSource.Merge merge) {
            return run.equals(merge.run())
                    && task.equals(merge.task())
                    && (attempt == null || attempt == merge.attempt());
        }
    }

    /** A merge that took an attempt's work in, by its own words; whether Stretto has made it in this form. */
    record Taking(LineSource.Merge merge, boolean strettos) {}

    private static final Pattern ATTEMPT = Pattern.compile("[1-9][0-9]{0,8}");
    private static final String SEVERAL = "\u001f";
    private static final String FORMAT = "--format="
            + String.join("%x00", "%H", "%P", "%an", "%ae", "%aI", "%s", "%cn", "%ce", "")
            + String.join("%x00", trailer("Run"), trailer("Task"), trailer("Attempt"));

    LoggedCommit {
        parents = List.copyOf(parents);
    }

    private static String trailer(String name) {
        return "%(trailers:key=Stretto-" + name + ",valueonly,unfold,separator=%x1F)";
    }

    /** Reads commits by their full ids. */
    static Map<String, LoggedCommit> read(Git git, Collection<String> ids) throws GitException {
        return ids.isEmpty()
                ? Map.of()
                : listed(git.fed(String.join("\n", ids) + "\n"), "--no-walk=unsorted", "--stdin");
    }

    /** The merges in the history of a commit that say which attempt's work they took in, by their ids. */
    static Map<String, Taking> takings(Git git, String tip) throws GitException {
        Map<String, Taking> takings = new HashMap<>();
        listed(git, "--merges", "--fixed-strings", "--grep=Stretto-Attempt: ", tip)
                .forEach((id, commit) -> {
                    Trailers said = commit.trailers();
                    if (said != null && said.attempt() != null) {
                        LineSource.Merge merge = new LineSource.Merge(id, said.run(), said.task(), said.attempt());
                        takings.put(id, new Taking(merge, commit.isStrettos()));
                    }
                });
        return takings;
    }

    private static Map<String, LoggedCommit> listed(Git git, String... which) throws GitException {
        List<String> words = new ArrayList<>(
                List.of("-c", "trailer.separators=:", "rev-list", "--no-commit-header", "--encoding=UTF-8", FORMAT));
        words.addAll(List.of(which));
        Map<String, LoggedCommit> commits = new HashMap<>();
        for (String line : git.run(words.toArray(String[]::new)).line().split("\n", -1)) {
            if (!line.isEmpty()) {
                LoggedCommit commit = parsed(line.split("\0", -1));
                commits.put(commit.commit().id(), commit);
            }
        }
        return commits;
    }

    private static LoggedCommit parsed(String[] fields) {
        List<String> parents = fields[1].isEmpty() ? List.of() : List.of(fields[1].split(" ", -1));
        return new LoggedCommit(
                new BlamedCommit(fields[0], fields[2], fields[3], fields[4], fields[5]),
                parents,
                fields[6],
                fields[7],
                trailers(value(fields[8]), value(fields[9]), value(fields[10]), parents.size() > 1));
    }

    /** What a trailer says; empty where it contradicts itself, as after several commits were made one. */
    private static String value(String field) {
        Set<String> values = Set.copyOf(List.of(field.strip().split(SEVERAL, -1)));
        return values.size() == 1 ? values.iterator().next().strip() : "";
    }

    private static @Nullable Trailers trailers(String run, String task, String attempt, boolean merge) {
        boolean numbered = ATTEMPT.matcher(attempt).matches();
        if (run.isEmpty() || task.isEmpty() || !(numbered || (merge && attempt.isEmpty()))) {
            return null;
        }
        return new Trailers(run, task, numbered ? Integer.valueOf(attempt) : null);
    }

    /**
     * What its trailers say, if that is to be believed. A subagent may have written trailers into a commit of its own, as it
     * has seen them in others: what somebody else than Stretto has made must not contradict the merge that took it in.
     */
    @Nullable
    Trailers believed(LineSource.@Nullable Merge takenIn) {
        Trailers said = trailers;
        return said == null || isStrettos() || takenIn == null || said.agreesWith(takenIn) ? said : null;
    }

    boolean isMerge() {
        return parents.size() > 1;
    }

    /** True if Stretto has made it in this form. */
    boolean isStrettos() {
        return committerEmail.equals(Commits.EMAIL);
    }

    /** Who has made it in this form; absent if that is Stretto. */
    @Nullable
    String remadeBy() {
        return isStrettos() ? null : committer + " <" + committerEmail + ">";
    }
}
