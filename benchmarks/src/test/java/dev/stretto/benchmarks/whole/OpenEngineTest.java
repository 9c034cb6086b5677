package dev.stretto.benchmarks.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stretto.engine.plan.Plan;
import dev.stretto.subagents.function.FunctionResult;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenEngineTest {
    private static final Plan PLAN = Plans.ofFunctions(3, OpenEngine.FUNCTION);

    @TempDir
    private Path folder;

    @Test
    void runs_that_all_complete_are_measured() throws Exception {
        try (OpenEngine engine = OpenEngine.on(folder, call -> FunctionResult.of("done"))) {
            assertThat(engine.seconds(PLAN)).isPositive();
            assertThat(engine.seconds(PLAN, 5)).isPositive();
        }
    }

    @Test
    void one_run_of_many_that_fails_is_no_measurement_whichever_it_is() throws Exception {
        AtomicReference<String> first = new AtomicReference<>();
        try (OpenEngine engine = OpenEngine.on(folder, call -> {
            first.compareAndSet(null, call.run());
            if (call.run().equals(first.get())) {
                throw new IllegalArgumentException("it fails");
            }
            return FunctionResult.of("done");
        })) {
            assertThatThrownBy(() -> engine.seconds(PLAN, 5))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("run " + first.get() + " is failed");
        }
    }

    @Test
    void a_run_whose_tasks_were_lost_and_run_again_had_two_attempts_of_each() throws Exception {
        CountDownLatch called = new CountDownLatch(3);
        try (OpenEngine engine = OpenEngine.on(folder, call -> {
            called.countDown();
            new CountDownLatch(1).await();
            return FunctionResult.of("never");
        })) {
            engine.start(PLAN);
            called.await();
        }
        try (OpenEngine engine = OpenEngine.on(folder, call -> FunctionResult.of("done"))) {
            List<String> open = engine.open();
            open.forEach(engine::awaitOver);
            engine.check(open, 2);
            assertThatThrownBy(() -> engine.check(open, 1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageEndingWith("is completed after 2 attempts, and should be completed after 1");
        }
    }
}
