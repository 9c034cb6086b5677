package dev.stretto.subagents.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.attempt.AttemptId;
import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.attempt.WorkResult;
import dev.stretto.engine.plan.Provision;
import dev.stretto.engine.plan.SubagentSpec;
import dev.stretto.engine.plan.SynthesisSpec.OnConflict;
import dev.stretto.engine.plan.Task;
import dev.stretto.engine.plan.WorkspaceSpec.Isolation;
import dev.stretto.engine.run.AttemptOrder;
import dev.stretto.engine.scope.Scope;
import dev.stretto.engine.synthesis.BranchToMerge;
import dev.stretto.engine.synthesis.MergeResult;
import dev.stretto.engine.synthesis.MergeRules;
import dev.stretto.subagents.git.integration.IntegrationCheck;
import dev.stretto.subagents.git.integration.RecordedWork;
import dev.stretto.subagents.git.merge.BranchMerger;
import dev.stretto.subagents.git.merge.MergeReport;
import dev.stretto.subagents.git.workspace.Worktree;
import dev.stretto.subagents.git.workspace.WorktreePlace;
import dev.stretto.subagents.git.workspace.Worktrees;
import dev.stretto.subagents.overlay.WorkPlace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A real repository in a temporary directory, with a user at work in it, and orders for attempts on it. */
public final class Sandbox {
    public static final String RUN = "01run";
    public static final Scope ANYWHERE = Scope.of(null);

    public final Path root;
    public final Path repository;
    public final Worktrees worktrees;
    private Isolation isolation = Isolation.WORKTREE;

    private Sandbox(Path root) {
        this.root = root;
        this.repository = root.resolve("project");
        this.worktrees = new Worktrees(root.resolve("data/workspaces"));
    }

    /** A repository with one commit: a.txt, b.txt, dir/c.txt, run.sh. */
    public static Sandbox in(Path temp) {
        try {
            Sandbox sandbox = new Sandbox(temp.toRealPath());
            Files.createDirectories(sandbox.repository);
            sandbox.sh("""
                    git init -q -b main
                    git config user.name User
                    git config user.email user@example.com
                    mkdir dir
                    seq 1 20 > a.txt
                    seq 1 20 > b.txt
                    echo c > dir/c.txt
                    printf '#!/bin/sh\\n' > run.sh
                    chmod +x run.sh
                    echo '*.ignored' > .gitignore
                    git add .
                    git commit -qm first
                    """);
            return sandbox;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same with attempts that are kept apart in this way. */
    public Sandbox with(Isolation other) {
        isolation = other;
        return this;
    }

    /** Runs a script in the user's checkout and gives what it printed. */
    public String sh(String script) {
        return sh(repository, script);
    }

    /** Runs a script and gives what it printed. */
    public static String sh(Path directory, String script) {
        try {
            WorkPlace place = workPlace(directory);
            List<String> words = new ArrayList<>(place.words());
            words.addAll(List.of("bash", "-euc", script));
            ProcessBuilder builder = new ProcessBuilder(words)
                    .directory(place.startsIn().toFile())
                    .redirectErrorStream(true);
            builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
            builder.environment().put("GIT_EDITOR", "true");
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as("%s%n%s", script, output).isZero();
            return output.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where an attempt's scripts work, which may be an overlay. */
    private static WorkPlace workPlace(Path directory) throws IOException {
        Path alternates = directory.resolveSibling(directory.getFileName() + ".git/objects/info/alternates");
        if (!Files.exists(alternates)) {
            return WorkPlace.of(directory);
        }
        Path common = Path.of(Files.readString(alternates).strip()).resolveSibling("");
        return Registrations.of(new Repository(common.resolveSibling(""), common), directory)
                .map(administration -> new WorktreePlace(directory, administration).workPlace())
                .orElseGet(() -> WorkPlace.of(directory));
    }

    public String head() {
        return sh("git rev-parse HEAD");
    }

    public PinnedBase base() {
        return new PinnedBase(repository.toString(), head(), "main", null);
    }

    public AttemptOrder order(String task) {
        return order(task, 1);
    }

    public AttemptOrder order(String task, int attempt, String... startsFrom) {
        PinnedBase base = base();
        List<String> starts = startsFrom.length == 0 ? List.of(base.commit()) : Arrays.asList(startsFrom);
        return new AttemptOrder(
                RUN, new AttemptId(task, attempt), task(task), null, base, isolation, null, starts, Provision.NONE);
    }

    private static Task task(String id) {
        return Task.of(id, new SubagentSpec.Command(List.of("true")))
                .title("Fix " + id)
                .timeout(Duration.ofMinutes(1))
                .attempts(2)
                .backoff(Duration.ZERO)
                .build();
    }

    /** A task's work, done by a script in a worktree of its own. */
    public BranchToMerge work(String task, String script, String... needs) throws WorkspaceException {
        return workFrom(order(task), script, needs);
    }

    public BranchToMerge workFrom(AttemptOrder order, String script, String... needs) throws WorkspaceException {
        Worktree worktree = worktrees.prepare(order);
        sh(worktree.directory(), script);
        var result = worktree.harvest(ANYWHERE).work();
        return new BranchToMerge(
                order.id().task(),
                order.task().title(),
                1,
                result.branch(),
                result.start(),
                result.commit(),
                Arrays.asList(needs),
                1);
    }

    /** Merges branches of which nothing else is known, and leaves out what collides. */
    public static MergeResult merge(PinnedBase base, List<BranchToMerge> branches) throws GitException {
        return merge(base, branches, new MergeRules(OnConflict.REPORT, List.of()))
                .result();
    }

    public static MergeReport merge(PinnedBase base, List<BranchToMerge> branches, MergeRules rules)
            throws GitException {
        return new BranchMerger().merge(RUN, base, branches, List.of(), rules);
    }

    /** The same work, but it stands for more tasks of the plan. */
    public static BranchToMerge weighing(int weight, BranchToMerge work) {
        return new BranchToMerge(
                work.task(),
                work.title(),
                work.attempt(),
                work.branch(),
                work.start(),
                work.commit(),
                work.needs(),
                weight);
    }

    /** What a recorded merge of these branches does not agree with in the repository; empty if it does. */
    public List<String> disagreements(MergeResult merge, BranchToMerge... branches) {
        List<RecordedWork> works = Arrays.stream(branches)
                .map(work -> new RecordedWork(
                        work.task(),
                        work.attempt(),
                        new WorkResult(work.branch(), work.start(), work.commit(), List.of(), List.of())))
                .toList();
        return ((IntegrationCheck.Checked) IntegrationCheck.of(RUN, base(), merge, null, works, List.of())).findings();
    }

    /** Everything of the user's that must not change: status, stash, index, HEAD, files. */
    public String usersState() {
        return sh("""
                git --no-optional-locks status --porcelain=v2 --branch --untracked-files=all
                git stash list
                sha256sum .git/index
                cat .git/HEAD
                find . -path ./.git -prune -o -type f -print0 | sort -z | xargs -0 sha256sum
                """);
    }
}
