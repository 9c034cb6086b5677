package dev.stretto.actors.node;

import dev.stretto.engine.attempt.Failure;
import dev.stretto.engine.attempt.WorkspaceRef;
import dev.stretto.engine.run.RunCommand;
import dev.stretto.subagents.process.RunningSubagent;
import java.util.Optional;

/** What came of launching a step. */
public sealed interface Launch {

    /**
     * It is under way, or has been, if an earlier engine launched it.
     *
     * @param subagent what carries it out
     * @param workspace where it works; empty without a worktree
     */
    record Running(RunningSubagent subagent, Optional<WorkspaceRef> workspace) implements Launch {}

    /** It could not be launched, and nothing of it is under way. */
    record NotLaunched(Failure because) implements Launch {}

    /** There is nothing to launch, since it is known what it comes to; this has to be recorded. */
    record Known(RunCommand result) implements Launch {}
}
