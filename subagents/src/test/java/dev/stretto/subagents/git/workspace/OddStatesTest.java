package dev.stretto.subagents.git.workspace;

import static dev.stretto.subagents.git.Sandbox.ANYWHERE;
import static dev.stretto.subagents.git.Sandbox.sh;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.attempt.FileChange;
import dev.stretto.engine.plan.WorkspaceSpec.Isolation;
import dev.stretto.subagents.git.Sandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the work of attempts that leave git in odd states; writes the table of {@code docs/odd-states.md}. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OddStatesTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "odd-states.md");
    private static final String BEGIN = "| What the attempt did | Its work | What is said |\n|---|---|---|\n";

    /**
     * A state, and what it has to come to.
     *
     * @param what in words
     * @param script leads to it
     * @param files of the work, separated by spaces, each with the letter of what happened to it
     */
    private record State(String what, String script, String files) {}

    private static State state(String what, String script, String files) {
        return new State(what, script, files);
    }

    /** In a repository whose main is one commit ahead of the tag v1 and of origin/main, with the branches develop and clash beside it. */
    private static final List<State> STATES = List.of(
            state("nothing", "true", ""),
            state("changed a file and committed nothing", "echo x > a.txt", "M:a.txt"),
            state("committed on its branch", "echo x > x.txt; git add .; git commit -qm x", "A:x.txt"),
            state("looked at a tag and left it checked out", "git checkout -q v1", ""),
            state("looked at an earlier commit", "git checkout -q --detach HEAD~1", ""),
            state("looked at another branch", "git checkout -q develop", ""),
            state("looked at a branch of a remote", "git checkout -q --detach origin/main", ""),
            state("reset its branch to an earlier commit", "git reset -q --hard HEAD~1", ""),
            state(
                    "committed, and then looked at a tag",
                    "echo x > x.txt; git add .; git commit -qm x; git checkout -q v1",
                    "A:x.txt"),
            state(
                    "committed, and then looked at what it started from",
                    "echo x > x.txt; git add .; git commit -qm x; git checkout -q --detach HEAD~1",
                    "A:x.txt"),
            state(
                    "committed, looked at a tag, and made a file there",
                    "echo x > x.txt; git add .; git commit -qm x; git checkout -q v1; echo y > y.txt",
                    "A:x.txt A:y.txt"),
            state("changed a file on top of a tag", "git checkout -q v1; echo x > x.txt", "A:x.txt"),
            state(
                    "branched from the remote's main, which is behind",
                    "git checkout -q -b fix origin/main; echo x > x.txt; git add .; git commit -qm x",
                    "A:x.txt"),
            state(
                    "branched from there, and collides with what the base has changed since",
                    "git checkout -q -b fix origin/main; echo x > feature.txt; git add .; git commit -qm x",
                    "A:feature.txt"),
            state(
                    "committed on top of another branch",
                    "git checkout -q -b fix develop; echo x > x.txt; git add .; git commit -qm x",
                    "A:x.txt"),
            state(
                    "moved another branch of the user's",
                    "git checkout -q develop; echo x > x.txt; git add .; git commit -qm x",
                    "A:x.txt"),
            state(
                    "amended the commit that it started from",
                    "echo x > x.txt; git add .; git commit -q --amend -m amended",
                    "A:x.txt"),
            state(
                    "squashed its commit and the base's into one",
                    "echo x > x.txt; git add .; git commit -qm x; git reset -q --soft HEAD~2; git commit -qm squashed",
                    "A:x.txt"),
            state("reverted the base's last commit", "git revert --no-edit HEAD >/dev/null", "M:a.txt D:feature.txt"),
            state(
                    "deleted what the base's last commit had added",
                    "git rm -q feature.txt; git commit -qm rm",
                    "D:feature.txt"),
            state("merged another branch", "git merge -q --no-edit develop", "A:half-done.txt"),
            state(
                    "committed on a branch of its own and came back",
                    "git switch -qc mine; echo x > x.txt; git add .; git commit -qm x; git switch -q stretto/01run/odd",
                    ""),
            state("stashed its changes", "echo x > a.txt; git stash -q", ""),
            state(
                    "began a history of its own",
                    "git checkout -q --orphan fresh; echo x > x.txt; git add .; git commit -qm fresh",
                    ""),
            state("checked out a branch without a commit", "git checkout -q --orphan fresh", ""),
            state("left a merge open", "git merge -q clash || true", "M:a.txt"),
            state(
                    "left a rebase open",
                    "echo x > a.txt; git commit -qam x; git rebase -q clash || true",
                    "M:a.txt A:feature.txt"),
            state(
                    "stopped in an interactive rebase",
                    "echo x > x.txt; git add .; git commit -qm x; GIT_SEQUENCE_EDITOR='sed -i s/^pick/edit/' git rebase -q -i"
                            + " HEAD~1",
                    "A:x.txt"),
            state("left a cherry-pick open", "git cherry-pick clash >/dev/null || true", "M:a.txt"),
            state(
                    "left a revert open",
                    "echo x > a.txt; git commit -qam x; git revert HEAD~1 || true",
                    "M:a.txt D:feature.txt"),
            state(
                    "left an am open",
                    "git format-patch -q -1 clash --stdout > ../p; git am -q -3 ../p || true; rm ../p",
                    "M:a.txt"),
            state("left a bisect open", "git bisect start HEAD v1 >/dev/null", ""),
            state(
                    "left conflicts of a stash",
                    "echo x > a.txt; git stash -q; echo y > a.txt; git commit -qam y; git stash pop -q" + " || true",
                    "M:a.txt"),
            state("left conflict markers", "printf '<<<<<<< a\\n1\\n=======\\n2\\n>>>>>>> b\\n' > a.txt", "M:a.txt"),
            state("left only ignored files", "echo x > x.ignored", ""),
            state("made a link that leads out", "ln -s /tmp out", "A:out"),
            state("deleted the index", "echo x > a.txt; rm \"$(git rev-parse --git-path index)\"", "M:a.txt"),
            state("deleted the worktree's .git", "echo x > a.txt; rm .git", "M:a.txt"),
            state("left git's locks", "echo x > a.txt; touch \"$(git rev-parse --git-path index.lock)\"", "M:a.txt"),
            state(
                    "told git not to look at a file",
                    "git update-index --assume-unchanged a.txt; echo x > a.txt",
                    "M:a.txt"),
            state("made a repository of its own in there", "git init -q inner; echo x > inner/x", ""));

    @TempDir
    Path temp;

    @Test
    void what_becomes_of_each_is_as_the_table_says_and_nothing_of_the_base_is_taken_back() throws Exception {
        StringBuilder table = new StringBuilder(BEGIN);
        for (State state : STATES) {
            table.append(row(state, Isolation.WORKTREE));
        }
        String text = Files.readString(DOCUMENT);
        String written = text.substring(0, text.indexOf(BEGIN)) + table;
        if (Boolean.getBoolean("stretto.record")) {
            Files.writeString(DOCUMENT, written);
        }
        assertThat(STATES).hasSizeGreaterThanOrEqualTo(30);
        assertThat(Files.readString(DOCUMENT)).isEqualTo(written);
    }

    @Test
    void in_an_overlay_with_a_repository_of_its_own_the_work_is_the_same() throws Exception {
        for (State state : STATES) {
            assertThat(row(state, Isolation.OVERLAY)).contains(state.what());
        }
    }

    private String row(State state, Isolation isolation) throws Exception {
        Sandbox sandbox = Sandbox.in(Files.createTempDirectory(temp, "state")).with(isolation);
        sandbox.sh("""
                git tag v1; git update-ref refs/remotes/origin/main HEAD
                git switch -qc develop; echo half > half-done.txt; git add .; git commit -qm develop
                git switch -qc clash v1; echo clash > a.txt; git commit -qam clash
                git switch -q main; echo base > a.txt; echo f > feature.txt; git add .; git commit -qm second
                """);
        Worktree worktree = sandbox.worktrees.prepare(sandbox.order("odd"));
        String start = worktree.ref().start();
        sh(worktree.directory(), state.script());

        Harvested harvested = worktree.harvest(ANYWHERE);

        String files = harvested.work().files().stream()
                .map(file -> file.change()
                                .toString()
                                .toUpperCase(java.util.Locale.ROOT)
                                .charAt(0) + ":" + file.path())
                .collect(Collectors.joining(" "));
        assertThat(files).as(state.what()).isEqualTo(state.files());
        assertThat(worktree.harvest(ANYWHERE).work()).as(state.what()).isEqualTo(harvested.work());
        List<String> said = new ArrayList<>();
        if (harvested.unfinished() != null) {
            said.add("not completed: " + harvested.unfinished());
        }
        said.addAll(harvested.notices());
        harvested.work().markers().forEach(path -> said.add("it left conflict markers in " + path));
        return "| " + state.what() + " | " + (files.isEmpty() ? "nothing" : shown(harvested)) + " | "
                + plain(String.join(". ", said), worktree, start) + " |\n";
    }

    private static String shown(Harvested harvested) {
        return harvested.work().files().stream().map(OddStatesTest::shown).collect(Collectors.joining(", "));
    }

    private static String shown(FileChange file) {
        return file.change() + " `" + file.path() + "`";
    }

    /** Without what differs each time. */
    private static String plain(String said, Worktree worktree, String start) {
        return said.replace(worktree.directory().toString(), "WORKSPACE")
                .replace(start.substring(0, 12), "BASE")
                .replaceAll("\\b[0-9a-f]{12}\\b", "COMMIT")
                .replace("01run", "RUN")
                .replace("/odd", "/TASK")
                .replace("|", "\\|");
    }
}
