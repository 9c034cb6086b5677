package dev.stretto.subagents.git.conflict;

import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.plan.EnvironmentSpec;
import dev.stretto.engine.plan.Provision;
import dev.stretto.engine.plan.SubagentSpec;
import dev.stretto.engine.plan.SynthesisSpec.Resolver;
import dev.stretto.engine.synthesis.BranchToMerge;
import dev.stretto.engine.synthesis.Collision;
import dev.stretto.engine.synthesis.CollisionKind;
import dev.stretto.engine.synthesis.Conflict;
import dev.stretto.engine.synthesis.ConflictSet;
import dev.stretto.engine.synthesis.MergeResult;
import dev.stretto.engine.synthesis.ResolutionOrder;
import dev.stretto.engine.synthesis.Side;
import dev.stretto.subagents.git.Sandbox;
import dev.stretto.subagents.git.WorkspaceException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Two tasks of a sandbox whose work does not go together: one is merged, and the other is to be resolved. */
public final class Conflicts {
    private final Sandbox sandbox;

    public Conflicts(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    /** Task 'a' does this, and is merged; task 'b' does that. */
    public ResolutionOrder between(String ours, String theirs) throws Exception {
        PinnedBase base = sandbox.base();
        List<BranchToMerge> branches = List.of(sandbox.work("a", ours), sandbox.work("b", theirs));
        String soFar = Sandbox.merge(base, branches.subList(0, 1)).commit();
        MergeResult merge = new MergeResult(
                soFar,
                List.of("a"),
                List.of(new Conflict("b", List.of("somewhere"), "its changes collide")),
                List.of(new ConflictSet(List.of("a", "b"), List.of())),
                List.of(),
                null);
        return order(1, base, branches, merge);
    }

    /** The same, and what does not go together is how they call something. */
    public ResolutionOrder alike(String ours, String theirs) throws Exception {
        ResolutionOrder order = between(ours, theirs);
        MergeResult soFar = order.soFar();
        Collision collision = new Collision("README", CollisionKind.CASE, null, null, new Side("100644", "0"));
        MergeResult merge = new MergeResult(
                soFar.commit(),
                soFar.merged(),
                soFar.conflicts(),
                List.of(new ConflictSet(List.of("a", "b"), List.of(collision))),
                List.of(),
                null);
        return order(1, order.base(), order.branches(), merge);
    }

    /** The same in another round of the run. */
    public static ResolutionOrder inRound(int round, ResolutionOrder order) {
        return order(round, order.base(), order.branches(), order.soFar());
    }

    private static ResolutionOrder order(int round, PinnedBase base, List<BranchToMerge> branches, MergeResult soFar) {
        Resolver resolver = new Resolver(new SubagentSpec.Function("none"), Duration.ofMinutes(1), null);
        return new ResolutionOrder(
                Sandbox.RUN,
                round,
                1,
                base,
                branches,
                soFar,
                List.of(),
                "b",
                resolver,
                "# Resolve\n",
                Provision.NONE,
                EnvironmentSpec.NONE);
    }

    public ConflictCheckout checkout(ResolutionOrder order) throws WorkspaceException {
        return ConflictCheckout.prepare(order, workspaces());
    }

    public ConflictCheckout checkout(String ours, String theirs) throws Exception {
        return checkout(between(ours, theirs));
    }

    public Path workspaces() {
        return sandbox.root.resolve("data/workspaces");
    }

    public Path directory() {
        return ConflictCheckout.directory(workspaces(), Sandbox.RUN, "b");
    }
}
