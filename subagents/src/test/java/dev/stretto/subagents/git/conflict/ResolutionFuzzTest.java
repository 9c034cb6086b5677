package dev.stretto.subagents.git.conflict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.attempt.WorkResult;
import dev.stretto.engine.plan.EnvironmentSpec;
import dev.stretto.engine.plan.Provision;
import dev.stretto.engine.plan.SubagentSpec;
import dev.stretto.engine.plan.SynthesisSpec.OnConflict;
import dev.stretto.engine.plan.SynthesisSpec.Resolver;
import dev.stretto.engine.synthesis.BranchToMerge;
import dev.stretto.engine.synthesis.CollisionKind;
import dev.stretto.engine.synthesis.Conflict;
import dev.stretto.engine.synthesis.MergeResult;
import dev.stretto.engine.synthesis.MergeRules;
import dev.stretto.engine.synthesis.Resolution;
import dev.stretto.engine.synthesis.ResolutionOrder;
import dev.stretto.engine.synthesis.ResolvedPath;
import dev.stretto.engine.synthesis.Side;
import dev.stretto.subagents.git.CollidingPath;
import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.Repository;
import dev.stretto.subagents.git.Sandbox;
import dev.stretto.subagents.git.TreeEdit;
import dev.stretto.subagents.git.WorkspaceException;
import dev.stretto.subagents.git.integration.IntegrationCheck;
import dev.stretto.subagents.git.integration.RecordedResolution;
import dev.stretto.subagents.git.integration.RecordedWork;
import dev.stretto.subagents.git.merge.BranchMerger;
import dev.stretto.subagents.git.overlap.RandomWork;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random work on random projects is merged, and what was left out is checked out for a resolver that takes one side of each path in
 * conflict, or none. Takes as many seeds as there is time for, as {@code MergerFuzzTest} does.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ResolutionFuzzTest {
    private static final Resolver RESOLVER =
            new Resolver(new SubagentSpec.Function("none"), Duration.ofMinutes(1), null);

    @TempDir
    Path temp;

    Path workspaces;
    Git git;
    int resolved;
    int unlike;

    @BeforeEach
    void repository() throws Exception {
        Path repository = Files.createDirectories(temp.toRealPath().resolve("fuzz"));
        workspaces = temp.toRealPath().resolve("workspaces");
        Sandbox.sh(repository, """
                git init -q -b main; git config user.name U; git config user.email u@x
                git commit -q --allow-empty -m empty""");
        git = Git.in(repository);
    }

    @Test
    void whatever_collides_can_be_resolved_in_a_worktree_and_is_merged_so() throws Exception {
        long end = System.nanoTime()
                + Duration.ofSeconds(Long.getLong("stretto.fuzz.seconds", 8)).toNanos();
        long seed = Long.getLong("stretto.fuzz.seed", 1);
        do {
            RandomWork work = new RandomWork(seed++);
            RandomWork.write(git, List.of(work));
            check(work);
        } while (System.nanoTime() < end);
        System.out.println("ResolutionFuzzTest, seeds to " + (seed - 1) + ": " + resolved + " resolved, " + unlike
                + " that can't be shown");
        assertThat(resolved).isPositive();
    }

    private void check(RandomWork work) throws Exception {
        PinnedBase base = new PinnedBase(git.directory().toString(), work.baseCommit, "main", null);
        List<Resolution> resolutions = new ArrayList<>();
        MergeResult soFar = merge(work, base, resolutions);
        Random random = new Random(work.seed);
        for (Conflict conflict : soFar.conflicts()) {
            MergeResult before = soFar;
            boolean open = before.conflicts().stream()
                    .anyMatch(left ->
                            left.task().equals(conflict.task()) && !left.paths().isEmpty());
            if (!open) {
                continue;
            }
            ResolutionOrder order = new ResolutionOrder(
                    "seed" + work.seed,
                    1,
                    1,
                    base,
                    work.branches,
                    before,
                    resolutions,
                    conflict.task(),
                    RESOLVER,
                    "",
                    Provision.NONE,
                    EnvironmentSpec.NONE);
            if (cannotBeShown(order)) {
                unlike++;
                continue;
            }
            HarvestedResolution.Taken taken = resolve(order, random);
            resolutions.add(taken.resolution());
            MergeResult further =
                    new BranchMerger().resolved("seed" + work.seed, base, work.branches, before, resolutions);
            soFar = merge(work, base, resolutions);
            assertThat(told(further))
                    .as("seed %d, task %s", work.seed, conflict.task())
                    .isEqualTo(told(soFar));
            assertThat(soFar.merged())
                    .as("seed %d, task %s: %s", work.seed, conflict.task(), soFar.conflicts())
                    .containsAll(before.merged())
                    .contains(conflict.task());
            assertThat(mergeOf(order.branch(), before.commit(), soFar.commit()))
                    .as("seed %d, the merge of %s", work.seed, conflict.task())
                    .contains(tree(taken.commit()));
            checkAudit(base, work, soFar, conflict.task(), taken);
            ConflictCheckout.cleanUp(base, workspaces, order.run(), order.task());
            resolved++;
        }
    }

    /** Of a result without the words why. */
    private static List<Object> told(MergeResult result) {
        return List.of(
                result.commit(),
                result.merged(),
                result.conflicts().stream()
                        .map(conflict -> List.of(conflict.task(), conflict.paths()))
                        .toList());
    }

    /** The repository agrees with what is recorded, and does not with anything else. */
    private void checkAudit(
            PinnedBase base, RandomWork work, MergeResult merge, String task, HarvestedResolution.Taken taken) {
        Resolution resolution = taken.resolution();
        List<ResolvedPath> others = resolution.paths().stream()
                .map(path -> new ResolvedPath(path.collision(), new Side("100644", "0".repeat(40))))
                .toList();

        assertThat(audit(base, work, merge, resolution, taken.commit()))
                .as("seed %d, task %s", work.seed, task)
                .isEmpty();
        assertThat(audit(base, work, merge, new Resolution(task, resolution.with(), others), taken.commit()))
                .hasSize(others.size())
                .allMatch(finding -> finding.startsWith("the resolver of task '" + task + "' made 100644 000"));
        assertThat(audit(base, work, merge, resolution, "1".repeat(40)))
                .singleElement()
                .asString()
                .startsWith("what the resolver of task '" + task + "' left, commit 111");
    }

    private static List<String> audit(
            PinnedBase base, RandomWork work, MergeResult merge, Resolution resolution, String commit) {
        List<RecordedWork> works = work.branches.stream()
                .map(branch -> new RecordedWork(
                        branch.task(),
                        branch.attempt(),
                        new WorkResult(branch.branch(), branch.start(), branch.commit(), List.of(), List.of())))
                .toList();
        List<RecordedResolution> resolutions = List.of(new RecordedResolution(resolution, commit));
        IntegrationCheck.Answer answer = IntegrationCheck.of("seed" + work.seed, base, merge, null, works, resolutions);
        return ((IntegrationCheck.Checked) answer).findings();
    }

    /** What is refused is refused for a reason. The last one is git's own: it gives up where it did not without a worktree. */
    private boolean cannotBeShown(ResolutionOrder order) {
        try {
            ConflictCheckout.prepare(order, workspaces);
            return false;
        } catch (WorkspaceException e) {
            assertThat(e)
                    .as("seed %s, task %s", order.run(), order.task())
                    .message()
                    .containsAnyOf("is a submodule", "differ in capital letters only", "BUG: merge-ort.c");
            return true;
        }
    }

    private HarvestedResolution.Taken resolve(ResolutionOrder order, Random random) throws Exception {
        ConflictCheckout checkout = ConflictCheckout.prepare(order, workspaces);
        MetConflict met = MetConflict.of(
                Repository.at(git.directory()),
                order.soFar().commit(),
                order.branch().commit());
        List<String> gone =
                met.paths().stream().flatMap(path -> path.entries().stream()).toList();
        Set<String> taken = new HashSet<>(
                git.run("ls-tree", "-r", "-z", "--name-only", met.tree()).rawRecords());
        gone.forEach(taken::remove);
        Map<String, Side> chosen = new HashMap<>();
        for (CollidingPath path : met.paths()) {
            List<Side> sides = Stream.of(path.base(), path.ours(), path.theirs())
                    .flatMap(Stream::ofNullable)
                    .toList();
            boolean possible = path.kind() != CollisionKind.FILE_FOLDER && canStand(path.path(), taken);
            if (possible && random.nextInt(4) > 0) {
                chosen.put(path.path(), sides.get(random.nextInt(sides.size())));
                taken.add(path.path());
            }
        }
        String tree = TreeEdit.of(git, met.tree(), gone, chosen);
        Git.in(checkout.directory()).run("read-tree", "--reset", "-u", tree);
        HarvestedResolution harvested = checkout.harvest(order, Optional.empty());
        assertThat(harvested)
                .as("seed %s, task %s", order.run(), order.task())
                .isInstanceOf(HarvestedResolution.Taken.class);
        return (HarvestedResolution.Taken) harvested;
    }

    /** A file can't be where a folder is, nor the other way round. */
    private static boolean canStand(String path, Set<String> taken) {
        return taken.stream().noneMatch(other -> other.startsWith(path + "/") || path.startsWith(other + "/"));
    }

    private MergeResult merge(RandomWork work, PinnedBase base, List<Resolution> resolutions) throws GitException {
        MergeRules rules = new MergeRules(OnConflict.RESOLVE, resolutions);
        return new BranchMerger()
                .merge("seed" + work.seed, base, work.branches, List.of(), rules)
                .result();
    }

    /** The tree of the merge that took a branch into a result. */
    private Optional<String> mergeOf(BranchToMerge branch, String before, String result) throws GitException {
        return git.run("log", "--first-parent", "--format=%T %P", result).lines().stream()
                .filter(line -> line.endsWith(" " + before + " " + branch.commit()))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .findFirst();
    }

    private String tree(String commit) throws GitException {
        return git.line("rev-parse", commit + "^{tree}");
    }
}
