package dev.stretto.subagents.process;

import dev.stretto.engine.plan.SubagentSpec;
import dev.stretto.subagents.function.FunctionResult;
import dev.stretto.subagents.function.SubagentFunction;
import dev.stretto.subagents.overlay.WorkPlace;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** The contract of subagents, for Java functions. */
class FunctionContractTest extends RunningSubagentContract {
    private final CountDownLatch never = new CountDownLatch(1);

    @Override
    RunningSubagent succeeding() throws Exception {
        return running(call -> FunctionResult.of("done"));
    }

    @Override
    RunningSubagent failing() throws Exception {
        return running(call -> {
            throw new IllegalStateException("broken");
        });
    }

    @Override
    RunningSubagent working() throws Exception {
        return running(call -> {
            never.await();
            return FunctionResult.of("not reached");
        });
    }

    @Override
    RunningSubagent stubborn() throws Exception {
        return running(call -> {
            while (true) {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    // it does not listen
                }
            }
        });
    }

    private RunningSubagent running(SubagentFunction function) throws Exception {
        return new Subagents(Profiles.of(Map.of()), Map.of("f", function))
                .start(
                        Attempts.order(new SubagentSpec.Function("f"), null),
                        attempts::nextFiles,
                        Optional.of(WorkPlace.of(attempts.workspace())),
                        Map.of(),
                        () -> false);
    }
}
