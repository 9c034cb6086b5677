package dev.stretto.subagents.git.provenance;

import static dev.stretto.subagents.git.Sandbox.RUN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.plan.SynthesisSpec.OnConflict;
import dev.stretto.engine.run.AttemptOrder;
import dev.stretto.engine.synthesis.BranchToMerge;
import dev.stretto.engine.synthesis.MergeRules;
import dev.stretto.subagents.git.Commits;
import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.Sandbox;
import dev.stretto.subagents.git.integration.Integrator;
import dev.stretto.subagents.git.merge.BranchMerger;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines of all kinds, in a repository in which the user and runs take turns. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ProvenanceTest {
    private static final String COMMIT = "git -c user.name=Bot -c user.email=bot@example.com commit -q";

    @TempDir
    Path temp;

    Sandbox sandbox;

    @BeforeEach
    void repository() {
        sandbox = Sandbox.in(temp);
    }

    @Test
    void a_line_leads_to_what_an_attempt_left_behind_or_to_whoever_wrote_it_before() throws Exception {
        String result = merge(sandbox.work("one", "sed -i 's/^3$/three/' a.txt"));

        BlamedFile file = blame(result, "a.txt");

        assertThat(told(file)).containsExactly("1-2 User: first", "3 01run one#1 left_behind", "4-20 User: first");
        assertThat(file.path()).isEqualTo("a.txt");
        assertThat(file.lineCount()).isEqualTo(20);
        assertThat(file.repository()).isEqualTo(sandbox.repository.toString());
        BlamedFile.Range left = file.ranges().get(1);
        assertThat(left.commit().id()).isEqualTo(sandbox.sh("git rev-parse stretto/01run/one"));
        assertThat(left.commit().author()).isEqualTo("Stretto");
        assertThat(left.source())
                .isEqualTo(new LineSource.Attempt(
                        RUN, "one", 1, LineSource.How.LEFT_BEHIND, new LineSource.Merge(result, RUN, "one", 1), null));
    }

    @Test
    void a_subagents_own_commit_is_found_by_the_merge_that_took_it_in() throws Exception {
        String result = merge(
                sandbox.work("one", "echo 1 > one.txt"),
                sandbox.work(
                        "two",
                        "sed -i 's/^3$/three/' a.txt; " + COMMIT + "am 'Spell it out'; sed -i 's/^5$/five/' a.txt; "
                                + COMMIT + "am 'And this'; sed -i 's/^7$/seven/' a.txt"),
                sandbox.work("three", "echo 3 > three.txt; git add .; " + COMMIT + "m 'All committed'"));

        assertThat(told(blame(result, "a.txt:3-7")))
                .containsExactly(
                        "3 01run two#1 own_commit Bot: Spell it out",
                        "4 User: first",
                        "5 01run two#1 own_commit Bot: And this",
                        "6 User: first",
                        "7 01run two#1 left_behind");
        assertThat(told(blame(result, "three.txt:1"))).containsExactly("1 01run three#1 own_commit Bot: All committed");
    }

    @Test
    void a_task_that_builds_on_others_is_not_taken_for_them() throws Exception {
        BranchToMerge one = sandbox.work("one", "echo 1 > one.txt; git add .; " + COMMIT + "m One");
        BranchToMerge two = sandbox.work("two", "echo 2 > two.txt; git add .; " + COMMIT + "m Two");
        AttemptOrder onBoth = sandbox.order("three", 1, one.commit(), two.commit());
        BranchToMerge three =
                sandbox.workFrom(onBoth, "echo 3 >> one.txt; echo 3 >> two.txt; " + COMMIT + "am Three", "one", "two");

        String result = merge(one, two, three);

        assertThat(told(blame(result, "one.txt")))
                .containsExactly("1 01run one#1 own_commit Bot: One", "2 01run three#1 own_commit Bot: Three");
        assertThat(told(blame(result, "two.txt")))
                .containsExactly("1 01run two#1 own_commit Bot: Two", "2 01run three#1 own_commit Bot: Three");
    }

    @Test
    void a_line_that_neither_side_has_was_made_in_the_merge() throws Exception {
        BranchToMerge one = sandbox.work("one", "sed -i 's/^3$/one/' a.txt");
        BranchToMerge two = sandbox.work("two", "sed -i 's/^3$/two/' a.txt");
        String first = merge(one);
        sandbox.sh("git switch -q --detach " + first + "; git merge -q " + two.commit() + " >/dev/null || true;"
                + " seq 1 20 | sed 's/^3$/one and two/' > a.txt");
        String message = Commits.message("Merge Fix two", RUN, "two", 1);
        String tree = sandbox.sh("git add a.txt; git write-tree; git merge --abort");
        String resolved =
                new Commits(Git.in(sandbox.repository)).writeMerge(tree, List.of(first, two.commit()), message);

        assertThat(told(blame(resolved, "a.txt:2-4")))
                .containsExactly("2 User: first", "3 01run two#1 in_merge", "4 User: first");
    }

    @Test
    void lines_of_several_runs_and_of_the_user_stand_side_by_side() throws Exception {
        String first = merge(sandbox.work("one", "sed -i 's/^1$/one/' a.txt; " + COMMIT + "am Own"));
        sandbox.sh("git merge -q --ff-only " + first + "; sed -i 's/^5$/mine/' a.txt; git commit -qam Mine");
        AttemptOrder second = ofRun("02run", "one", 3);
        BranchToMerge work = sandbox.workFrom(second, "sed -i 's/^9$/nine/' a.txt; " + COMMIT + "am Again");
        String result = merge("02run", sandbox.base(), work);
        sandbox.sh("sed -i 's/^20$/twenty/' a.txt; git commit -qam 'Mine, too'; git merge -q --no-edit " + result
                + "; sed -i 's/^13$/last/' a.txt; git commit -qam Last");

        assertThat(told(blame("main", "a.txt")))
                .containsExactly(
                        "1 01run one#1 own_commit Bot: Own",
                        "2-4 User: first",
                        "5 User: Mine",
                        "6-8 User: first",
                        "9 02run one#3 own_commit Bot: Again",
                        "10-12 User: first",
                        "13 User: Last",
                        "14-19 User: first",
                        "20 User: Mine, too");
    }

    @Test
    void a_merge_of_a_subagents_counts_as_its_work_and_one_of_the_users_as_theirs() throws Exception {
        sandbox.sh("git switch -qc topic; echo topic > topic.txt; git add .; git commit -qm Topic; git switch -q main;"
                + " git merge -q --no-ff --no-edit topic");
        String result = merge(
                sandbox.work(
                        "one",
                        "git switch -qc side; echo side > side.txt; git add .; " + COMMIT + "m Side;"
                                + " git switch -q stretto/01run/one; git -c user.name=Bot -c user.email=b@e merge -q --no-ff -m Take side"));

        assertThat(told(blame(result, "topic.txt"))).containsExactly("1 User: Topic");
        assertThat(told(blame(result, "side.txt"))).containsExactly("1 01run one#1 own_commit Bot: Side");
    }

    @Test
    void what_a_subagent_took_from_another_task_stays_that_tasks_and_says_how_it_came_in() throws Exception {
        BranchToMerge one = sandbox.work("one", "echo 1 > one.txt");
        BranchToMerge two = sandbox.work(
                "two", "git -c user.name=Bot -c user.email=bot@example.com merge -q --no-edit " + one.commit());
        String result = merge(two);

        BlamedFile file = blame(result, "one.txt");

        assertThat(told(file)).containsExactly("1 01run one#1 left_behind");
        assertThat(((LineSource.Attempt) file.ranges().getFirst().source()).merge())
                .isEqualTo(new LineSource.Merge(result, RUN, "two", 1));
    }

    @Test
    void a_commit_that_somebody_has_made_anew_says_so() throws Exception {
        BranchToMerge one = sandbox.work("one", "echo 1 > one.txt");
        sandbox.sh("git cherry-pick " + one.commit() + "; echo 2 >> one.txt; git commit -qa --amend --no-edit");

        BlamedFile file = blame("main", "one.txt");

        assertThat(told(file)).containsExactly("1-2 01run one#1 left_behind");
        assertThat(((LineSource.Attempt) file.ranges().getFirst().source()).remadeBy())
                .isEqualTo("User <user@example.com>");
    }

    @Test
    void merges_that_somebody_has_made_anew_lead_to_the_same_attempts() throws Exception {
        String result = merge(
                sandbox.work("one", "echo 1 > one.txt"),
                sandbox.work("two", "echo 2 > two.txt; git add .; " + COMMIT + "m Two"));
        sandbox.sh("echo mine > mine.txt; git add .; git commit -qm Mine; git switch -q --detach " + result
                + "; git rebase -q --rebase-merges main");

        BlamedFile file = blame("HEAD", "one.txt");

        assertThat(told(file)).containsExactly("1 01run one#1 left_behind");
        assertThat(((LineSource.Attempt) file.ranges().getFirst().source()).remadeBy())
                .isEqualTo("User <user@example.com>");
        assertThat(told(blame("HEAD", "two.txt"))).containsExactly("1 01run two#1 own_commit Bot: Two");
        assertThat(told(blame("HEAD", "mine.txt"))).containsExactly("1 User: Mine");
    }

    @Test
    void a_subagent_that_writes_trailers_as_it_has_seen_them_is_not_taken_for_another() throws Exception {
        String seen = "\n\nStretto-Run: 00run\nStretto-Task: old\nStretto-Attempt: 1'";
        String result = merge(sandbox.work(
                "one",
                "git switch -qc side; echo 1 > one.txt; git add .; " + COMMIT + "m 'One" + seen
                        + "; git switch -q stretto/01run/one; git switch -qc more; echo 2 > two.txt; git add .; "
                        + COMMIT + "m Two; git switch -q stretto/01run/one;"
                        + " git merge -q --no-ff -m 'Both" + seen + " side more"));

        assertThat(told(blame(result, "one.txt"))).containsExactly("1 01run one#1 own_commit Bot: One");
        assertThat(told(blame(result, "two.txt"))).containsExactly("1 01run one#1 own_commit Bot: Two");
    }

    @Test
    void trailers_that_are_not_whole_or_contradict_each_other_are_not_believed() throws Exception {
        String trailers = "Stretto-Run: 01run\nStretto-Task: one\nStretto-Attempt: 1";
        List<String> messages = List.of(
                "Squashed\n\n" + trailers + "\nStretto-Task: two",
                "Half\n\nStretto-Run: 01run\nStretto-Attempt: 1",
                "No number\n\n" + trailers.replace("1", "first"),
                "In the midst\n\n" + trailers + "\n\nThat is all.");
        for (String message : messages) {
            sandbox.sh("echo " + message.hashCode() + " > x.txt; git add .; git commit -qm '" + message + "'");

            assertThat(blame("main", "x.txt").ranges())
                    .singleElement()
                    .satisfies(range -> assertThat(range.source()).isEqualTo(new LineSource.Elsewhere()));
        }
        sandbox.sh("echo y > x.txt; git commit -qam 'Twice the same\n\n" + trailers + "\nStretto-Task: one'");
        assertThat(told(blame("main", "x.txt"))).containsExactly("1 01run one#1 left_behind");
    }

    @Test
    void a_renamed_file_is_followed_and_its_earlier_name_given() throws Exception {
        String result = merge(sandbox.work("one", "git mv b.txt moved.txt; sed -i 's/^3$/three/' moved.txt"));

        assertThat(blame(result, "moved.txt").ranges())
                .extracting(BlamedFile.Range::path)
                .containsExactly("b.txt", "moved.txt", "b.txt");
    }

    @Test
    void a_retried_run_leads_to_the_attempt_that_its_new_result_holds() throws Exception {
        BranchToMerge one = sandbox.work("one", "echo 1 > one.txt; git add .; " + COMMIT + "m Own");
        sandbox.work("two", "echo half > two.txt");
        PinnedBase base = sandbox.base();
        new Integrator().integrate(RUN, base, merge(one), false);
        sandbox.worktrees.reopen(RUN, base);
        BranchToMerge again = sandbox.workFrom(sandbox.order("two", 2), "echo whole > two.txt");
        BranchToMerge two =
                new BranchToMerge("two", again.title(), 2, again.branch(), again.start(), again.commit(), List.of(), 1);

        String result = merge(one, two);

        assertThat(told(blame(result, "two.txt"))).containsExactly("1 01run two#2 left_behind");
        assertThat(told(blame(result, "one.txt"))).containsExactly("1 01run one#1 own_commit Bot: Own");
    }

    @Test
    void what_git_is_told_to_ignore_or_to_show_instead_does_not_matter() throws Exception {
        String result = merge(sandbox.work("one", "sed -i 's/^3$/three/' a.txt"));
        String work = sandbox.sh("git rev-parse stretto/01run/one");
        sandbox.sh("echo " + work + " > .git-blame-ignore-revs;"
                + " git config blame.ignoreRevsFile .git-blame-ignore-revs;"
                + " git replace " + work + " $(git commit-tree -p main -m fake " + work + "^{tree});"
                + " git config core.quotePath true; git config trailer.separators '#';"
                + " git config log.showSignature true");

        assertThat(told(blame(result, "a.txt:3"))).containsExactly("3 01run one#1 left_behind");
    }

    private AttemptOrder ofRun(String run, String task, int attempt) {
        AttemptOrder order = sandbox.order(task, attempt);
        return new AttemptOrder(run, order.id(), order.task(), null, order.base(), true, order.startsFrom());
    }

    private String merge(BranchToMerge... branches) throws Exception {
        return merge(RUN, sandbox.base(), branches);
    }

    private static String merge(String run, PinnedBase base, BranchToMerge... branches) throws Exception {
        List<BranchToMerge> numbered = List.of(branches).stream()
                .map(branch -> run.equals(RUN)
                        ? branch
                        : new BranchToMerge(
                                branch.task(),
                                branch.title(),
                                3,
                                branch.branch(),
                                branch.start(),
                                branch.commit(),
                                List.of(),
                                1))
                .toList();
        MergeRules rules = new MergeRules(OnConflict.REPORT, List.of());
        return new BranchMerger()
                .merge(run, base, numbered, List.of(), rules)
                .result()
                .commit();
    }

    private BlamedFile blame(String revision, String place) throws Exception {
        Provenance provenance = Provenance.in(sandbox.repository, sandbox.repository);
        return provenance.blame(provenance.commit(revision).orElseThrow(), place);
    }

    /** Each range in a few words. */
    static List<String> told(BlamedFile file) {
        return file.ranges().stream()
                .map(range -> (range.from() == range.to() ? "" + range.from() : range.from() + "-" + range.to()) + " "
                        + told(range))
                .toList();
    }

    private static String told(BlamedFile.Range range) {
        String who = range.commit().author() + ": " + range.commit().subject();
        return switch (range.source()) {
            case LineSource.Attempt attempt ->
                attempt.run() + " " + attempt.task() + "#" + attempt.attempt() + " " + attempt.how()
                        + (attempt.how() == LineSource.How.OWN_COMMIT ? " " + who : "");
            case LineSource.Elsewhere elsewhere -> who;
        };
    }
}
