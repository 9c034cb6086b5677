package dev.stretto.subagents.git.integration;

import static dev.stretto.subagents.git.Sandbox.RUN;
import static dev.stretto.subagents.git.Sandbox.sh;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.attempt.WorkResult;
import dev.stretto.engine.synthesis.BranchToMerge;
import dev.stretto.engine.synthesis.Conflict;
import dev.stretto.engine.synthesis.Integration;
import dev.stretto.engine.synthesis.MergeResult;
import dev.stretto.subagents.git.Sandbox;
import dev.stretto.subagents.git.WorkspaceException;
import dev.stretto.subagents.git.integration.IntegrationCheck.Answer;
import dev.stretto.subagents.git.integration.IntegrationCheck.Checked;
import dev.stretto.subagents.git.integration.IntegrationCheck.NotCheckable;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.DeflaterOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two tasks are merged and a third one is left out; then the log or the repository is tampered with. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class IntegrationCheckTest {
    private static final Integration INTEGRATED = new Integration("stretto/01run", null, null);
    private static final String NOBODY = "0123456789012345678901234567890123456789";

    @TempDir
    Path temp;

    Sandbox sandbox;
    PinnedBase base;
    final Map<String, RecordedWork> works = new TreeMap<>();
    MergeResult merge;

    @BeforeEach
    void integrated() throws Exception {
        sandbox = Sandbox.in(temp);
        base = sandbox.base();
        List<BranchToMerge> branches = new ArrayList<>();
        branches.add(work("one", "echo one > a.txt"));
        branches.add(work("two", "echo two > two.txt"));
        branches.add(work("three", "echo three > a.txt"));
        merge = Sandbox.merge(base, branches);
        new Integrator().integrate(RUN, base, merge.commit(), false);
    }

    @Test
    void what_was_done_agrees_with_its_log_and_nothing_is_changed() {
        String before = sandbox.sh("find . -type f -print0 | sort -z | xargs -0 sha256sum");

        assertThat(merge.merged()).containsExactly("one", "two");
        assertThat(findings(merge)).isEmpty();
        assertThat(sandbox.sh("find . -type f -print0 | sort -z | xargs -0 sha256sum"))
                .isEqualTo(before);
    }

    @Test
    void it_agrees_after_the_user_went_on_and_after_git_packed_everything() {
        sandbox.sh("git switch -q stretto/01run; git commit -q --allow-empty -m mine; git gc -q --prune=now;"
                + " git commit-graph write --reachable --no-progress");
        assertThat(findings(merge)).isEmpty();

        sandbox.sh(
                "git switch -q main; git branch -D -q stretto/01run; git update-ref refs/heads/kept " + merge.commit());
        assertThat(findings(merge)).isEmpty();
    }

    @Test
    void nothing_merged_and_work_that_needed_no_merge_agree() throws Exception {
        assertThat(findings(MergeResult.whole(base.commit(), List.of()), null)).isEmpty();

        works.put("same", new RecordedWork("same", 1, works.get("one").result()));
        BranchToMerge one = branch(works.get("one"));
        BranchToMerge same = new BranchToMerge("same", "Same", 1, "b", base.commit(), one.commit(), List.of(), 1);
        MergeResult both = Sandbox.merge(base, List.of(one, same));
        assertThat(findings(both, null)).isEmpty();
    }

    @Test
    void a_sha_256_repository_can_be_checked() throws Exception {
        sandbox = Sandbox.in(Files.createDirectory(temp.resolve("sha256")));
        sandbox.sh("rm -rf .git; git init -q -b main --object-format=sha256; git config user.name U;"
                + " git config user.email u@x; git add .; git commit -qm first");
        base = sandbox.base();
        works.clear();
        merge = Sandbox.merge(base, List.of(work("one", "echo one > a.txt")));

        assertThat(merge.commit()).hasSize(64);
        assertThat(findings(merge, null)).isEmpty();
    }

    @Test
    void a_result_that_is_gone_is_found() {
        sandbox.sh("git branch -D -q stretto/01run; git reflog expire --expire=now --all; git gc -q --prune=now");

        assertThat(findings(merge))
                .containsExactly(
                        "the result, commit " + merge.commit() + ", is not in the repository, or can't be read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--output=/tmp/x", "HEAD", "main", "", "0123", "0123456789012345678901234567890123456789 "})
    void what_is_no_commits_id_is_never_given_to_git(String commit) {
        assertThat(findings(MergeResult.whole(commit, merge.merged())))
                .containsExactly("the result is recorded as '" + commit + "', which is no commit's id");
    }

    @Test
    void an_id_of_something_else_is_found() {
        String tree = sandbox.sh("git rev-parse " + merge.commit() + "^{tree}");

        assertThat(findings(MergeResult.whole(tree, merge.merged())))
                .containsExactly("the result, commit " + tree + ", is not in the repository, or can't be read");
    }

    @ParameterizedTest
    @CsvSource({"Stretto-Run, 01run, 02run, two, 1", "Stretto-Task, two, other, two, 1", "Stretto-Attempt, 1, 2, two, 1"
    })
    void a_forged_merge_that_names_something_else_is_found(String trailer, String value, String forgedValue) {
        String forged = forged("sed 's/^" + trailer + ": " + value + "$/" + trailer + ": " + forgedValue + "/'");

        assertThat(findings(recorded(forged)))
                .containsExactly("commit " + forged + ", which takes in the work of attempt two#1, says " + trailer
                        + ": " + forgedValue + " instead of " + value);
    }

    @Test
    void a_forged_merge_without_trailers_is_found() {
        String forged = forged("sed /^Stretto-/d");

        assertThat(findings(recorded(forged)))
                .hasSize(3)
                .first()
                .asString()
                .endsWith("says nothing about Stretto-Run instead of 01run");
    }

    @Test
    void a_forged_merge_of_other_work_is_found() {
        String other = sandbox.sh("git commit-tree -m other -p main main^{tree}");
        String two = works.get("two").result().commit();
        String forged = forged("sed 's/^parent " + two + "$/parent " + other + "/'");

        assertThat(findings(recorded(forged)))
                .containsExactly(
                        "no merge in the history of the result " + forged + " takes in commit " + two
                                + ", the work of attempt two#1",
                        "commit " + forged + " in the history of the result " + forged
                                + " belongs to no task that is recorded as merged at that place");
    }

    @Test
    void a_commit_on_top_of_the_merges_is_found() {
        String forged = sandbox.sh("git commit-tree -m more -p " + merge.commit() + " main^{tree}");

        assertThat(findings(recorded(forged), null))
                .containsExactly("commit " + forged + " in the history of the result " + forged
                        + " belongs to no task that is recorded as merged at that place");
    }

    @Test
    void another_content_under_the_same_id_is_found() throws Exception {
        String id = merge.commit();
        String content = sandbox.sh("git cat-file commit " + id) + "\n";
        String forged = content.replace("Merge Fix two", "Merge something");
        Path file = sandbox.repository.resolve(".git/objects/" + id.substring(0, 2) + "/" + id.substring(2));
        Files.delete(file);
        try (OutputStream object = new DeflaterOutputStream(Files.newOutputStream(file))) {
            object.write(("commit " + forged.length() + "\0" + forged).getBytes(StandardCharsets.UTF_8));
        }
        assertThat(sandbox.sh("git log -1 --format=%s stretto/01run")).isEqualTo("Merge something");

        assertThat(findings(merge))
                .containsExactly("commit " + id + " was forged: what is stored under this id has another one");
    }

    @Test
    void a_damaged_commit_is_found() {
        String id = merge.commit();
        String file = ".git/objects/" + id.substring(0, 2) + "/" + id.substring(2);
        sandbox.sh("chmod u+w " + file + "; echo damaged > " + file);

        assertThat(findings(merge).getFirst()).contains(id).contains("can't be read");
    }

    @Test
    void a_file_of_the_result_that_is_lost_is_found() {
        String blob = sandbox.sh("git rev-parse " + merge.commit() + ":two.txt");
        sandbox.sh("rm -f .git/objects/" + blob.substring(0, 2) + "/" + blob.substring(2));

        assertThat(findings(merge))
                .singleElement()
                .asString()
                .contains("not everything")
                .contains(blob);
    }

    @Test
    void a_commit_that_git_shows_another_one_for_is_found() {
        String other = sandbox.sh("git commit-tree -m other -p main main^{tree}");
        sandbox.sh("git replace " + merge.commit() + " " + other);

        assertThat(findings(merge))
                .containsExactly("commit " + merge.commit()
                        + " is hidden: git shows another one in its place, by refs/replace/" + merge.commit());
    }

    @Test
    void a_grafted_history_is_seen_through() {
        sandbox.sh("mkdir -p .git/info; echo " + merge.commit() + " > .git/info/grafts");

        assertThat(findings(merge)).isEmpty();
    }

    @Test
    void a_branch_that_was_moved_away_is_found() {
        sandbox.sh("git branch -f -q stretto/01run main");

        assertThat(findings(merge))
                .containsExactly("the branch stretto/01run stands at " + base.commit()
                        + ", which does not hold the result " + merge.commit());
        assertThat(findings(merge, null)).isEmpty();
        assertThat(findings(merge, new Integration("main", null, null)))
                .contains("the result's branch is recorded as 'main', not as stretto/01run");
    }

    @Test
    void a_log_that_says_something_else_than_what_was_done_is_found() {
        String one = works.get("one").result().commit();
        assertThat(findings(MergeResult.whole(merge.commit(), List.of("two"))))
                .singleElement()
                .asString()
                .endsWith("belongs to no task that is recorded as merged at that place");
        assertThat(findings(MergeResult.whole(merge.commit(), List.of("two", "one"))))
                .singleElement()
                .asString()
                .endsWith("belongs to no task that is recorded as merged at that place");
        assertThat(findings(MergeResult.whole(merge.commit(), List.of("one", "two", "three"))))
                .singleElement()
                .asString()
                .startsWith("no merge in the history of the result");
        assertThat(findings(MergeResult.whole(merge.commit(), List.of("one", "two", "four"))))
                .containsExactly("task 'four' is recorded as merged, but no work of it is");
        assertThat(findings(new MergeResult(
                        merge.commit(),
                        merge.merged(),
                        List.of(new Conflict("one", List.of(), "because")),
                        List.of(),
                        List.of(),
                        null)))
                .containsExactly(
                        "the work of attempt one#1 is recorded as left out, but it is in the result " + merge.commit());

        works.put("one", new RecordedWork("one", 2, works.get("one").result()));
        assertThat(findings(merge)).singleElement().asString().endsWith("says Stretto-Attempt: 1 instead of 2");

        works.put("one", recorded("one", NOBODY));
        assertThat(findings(merge))
                .contains(
                        "the work of attempt one#1, commit " + NOBODY + ", is not in the repository, or can't be read");

        works.put("one", recorded("one", one));
        String other = sandbox.sh("git commit-tree -m other main^{tree}");
        base = new PinnedBase(base.repository(), other, null, null);
        assertThat(findings(merge)).isNotEmpty();
    }

    @Test
    void where_the_repository_is_not_there_nothing_can_be_said() {
        sh(sandbox.root, "mv project elsewhere");
        assertThat(answer(merge, INTEGRATED))
                .isEqualTo(new NotCheckable("the repository " + sandbox.repository + " is not there"));

        sh(sandbox.root, "mkdir project");
        assertThat(answer(merge, INTEGRATED))
                .isInstanceOfSatisfying(
                        NotCheckable.class,
                        not -> assertThat(not.why())
                                .startsWith("the repository " + sandbox.repository + " can't be read")
                                .contains("not a git repository"));

        sh(sandbox.root, "git init -q");
        assertThat(answer(merge, INTEGRATED))
                .isEqualTo(new NotCheckable("the repository " + sandbox.repository
                        + " is not there: this directory belongs to " + sandbox.root + " now"));
    }

    private BranchToMerge work(String task, String script) throws WorkspaceException {
        BranchToMerge branch = sandbox.work(task, script);
        works.put(task, recorded(task, branch.commit()));
        return branch;
    }

    private RecordedWork recorded(String task, String commit) {
        return new RecordedWork(
                task, 1, new WorkResult("stretto/01run/" + task, base.commit(), commit, List.of(), List.of()));
    }

    private static BranchToMerge branch(RecordedWork work) {
        return new BranchToMerge(
                work.task(),
                "Fix " + work.task(),
                1,
                work.result().branch(),
                work.result().start(),
                work.result().commit(),
                List.of(),
                1);
    }

    /** The merge as it was recorded, but with this commit. */
    private MergeResult recorded(String commit) {
        return new MergeResult(commit, merge.merged(), merge.conflicts(), List.of(), List.of(), null);
    }

    /** The result with something else in it, as a commit of its own on the run's branch. */
    private String forged(String change) {
        String forged = sandbox.sh(
                "git cat-file commit " + merge.commit() + " | " + change + " | git hash-object -t commit -w --stdin");
        sandbox.sh("git branch -f -q stretto/01run " + forged);
        return forged;
    }

    private List<String> findings(MergeResult recorded) {
        return findings(recorded, INTEGRATED);
    }

    private List<String> findings(MergeResult recorded, @Nullable Integration integration) {
        Answer answer = answer(recorded, integration);
        assertThat(answer).isInstanceOf(Checked.class);
        return ((Checked) answer).findings();
    }

    private Answer answer(MergeResult recorded, @Nullable Integration integration) {
        return IntegrationCheck.of(RUN, base, recorded, integration, works.values(), List.of());
    }
}
