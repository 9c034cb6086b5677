package dev.stretto.subagents.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stretto.engine.attempt.Failure;
import dev.stretto.engine.attempt.Usage;
import dev.stretto.engine.plan.SubagentSpec;
import dev.stretto.engine.run.AttemptOrder;
import dev.stretto.subagents.function.FunctionCall;
import dev.stretto.subagents.function.FunctionResult;
import dev.stretto.subagents.function.SubagentFunction;
import dev.stretto.subagents.overlay.WorkPlace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class RunningFunctionTest extends AttemptsTest {

    @Test
    void it_is_told_what_to_do_and_says_what_it_has_done() throws Exception {
        CompletableFuture<FunctionCall> told = new CompletableFuture<>();
        SubagentExit exit = Attempts.exitOf(start(call -> {
            told.complete(call);
            return new FunctionResult("fixed", new Usage(1L, 2L, 3_000_000L));
        }));

        FunctionCall call = Attempts.await(told);
        assertThat(call.run()).isEqualTo("run-1");
        assertThat(call.task()).isEqualTo("task");
        assertThat(call.attempt()).isEqualTo(3);
        assertThat(call.prompt()).isEqualTo("Fix it");
        assertThat(call.directory()).isEqualTo(attempts.workspace());
        assertThat(exit.exitCode()).isNull();
        assertThat(exit.summary()).isEqualTo("fixed");
        assertThat(exit.usage()).isEqualTo(new Usage(1L, 2L, 3_000_000L));
    }

    @Test
    void it_may_hand_back_nothing() throws Exception {
        SubagentExit exit = Attempts.exitOf(start(call -> null));

        assertThat(exit.completed()).isTrue();
        assertThat(exit.summary()).isNull();
    }

    @Test
    void it_runs_on_a_virtual_thread() throws Exception {
        assertThat(Attempts.exitOf(start(call ->
                                FunctionResult.of("" + Thread.currentThread().isVirtual())))
                        .summary())
                .isEqualTo("true");
    }

    @Test
    void what_it_throws_is_its_failure() throws Exception {
        assertThat(Attempts.exitOf(start(call -> {
                            throw new IOException("no such file");
                        }))
                        .failure())
                .isEqualTo(new Failure(Failure.Kind.EXIT, "java.io.IOException: no such file"));
    }

    @Test
    void an_error_is_its_failure_too() throws Exception {
        assertThat(Attempts.exitOf(start(RunningFunctionTest::recurse)).failure())
                .isEqualTo(new Failure(Failure.Kind.EXIT, "java.lang.StackOverflowError"));
    }

    private static FunctionResult recurse(FunctionCall call) {
        return call.attempt() == 0
                ? FunctionResult.of("")
                : FunctionResult.of(recurse(call).summary() + ".");
    }

    @Test
    void an_exception_that_throws_when_asked_for_its_words_is_told_by_its_class() throws Exception {
        assertThat(Attempts.exitOf(start(call -> {
                            throw new Mute();
                        }))
                        .failure()
                        .message())
                .isEqualTo(Mute.class.getName());
    }

    private static final class Mute extends RuntimeException {
        @Override
        public String getMessage() {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void to_stop_it_is_to_interrupt_it() throws Exception {
        RunningSubagent subagent = start(call -> {
            new CountDownLatch(1).await();
            return FunctionResult.of("not reached");
        });

        subagent.stop(Duration.ofSeconds(20));

        assertThat(Attempts.exitOf(subagent).failure().message()).contains("InterruptedException");
        assertThat(Attempts.exitOf(subagent).notice()).isNull();
    }

    @Test
    void one_that_completes_as_it_is_stopped_has_completed() throws Exception {
        RunningSubagent subagent = start(call -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                // that's all
            }
            return FunctionResult.of("just made it");
        });

        subagent.stop(Duration.ofSeconds(20));

        assertThat(Attempts.exitOf(subagent).completed()).isTrue();
    }

    @Test
    void one_that_does_not_end_is_given_up_on_with_a_notice() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        RunningSubagent subagent = start(call -> {
            while (true) {
                try {
                    release.await();
                    return FunctionResult.of("too late");
                } catch (InterruptedException e) {
                    // it does not listen
                }
            }
        });

        subagent.stop(Duration.ofMillis(20));
        SubagentExit exit = Attempts.exitOf(subagent);
        release.countDown();

        assertThat(exit.completed()).isFalse();
        assertThat(exit.notice()).contains("given up on");
        assertThat(Attempts.exitOf(subagent)).isEqualTo(exit);
    }

    @Test
    void it_shows_life_when_it_says_so() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        CompletableFuture<String> shown = new CompletableFuture<>();
        RunningSubagent subagent = start(call -> {
            call.signOfLife().run();
            shown.complete("shown");
            seen.await();
            return FunctionResult.of("done");
        });
        Attempts.await(shown);

        assertThat(subagent.lastSignOfLife()).isAfter(subagent.startedAt());
        seen.countDown();
        Attempts.exitOf(subagent);
    }

    @Test
    void in_a_worktree_of_its_own_an_attempt_of_an_earlier_engine_is_lost() throws Exception {
        AttemptFiles files = attempts.nextFiles();
        Attempts.exitOf(start(isolated(), files, call -> null));

        RunningSubagent reattached =
                subagents(call -> null).reattach(isolated(), files).orElseThrow();

        assertThat(Attempts.exitOf(reattached).failure().kind()).isEqualTo(Failure.Kind.LOST);
    }

    @Test
    void in_a_worktree_of_its_own_an_attempt_is_started_once() throws Exception {
        AttemptFiles files = attempts.nextFiles();
        Attempts.exitOf(start(isolated(), files, call -> null));

        assertThatThrownBy(() -> start(isolated(), files, call -> null))
                .isInstanceOf(SubagentStartException.class)
                .hasMessageContaining("started before");
    }

    @Test
    void elsewhere_it_leaves_nothing_that_could_be_taken_up() throws Exception {
        AttemptFiles files = attempts.nextFiles();
        Attempts.exitOf(start(ORDER, files, call -> null));

        assertThat(subagents(call -> null).reattach(ORDER, files)).isEmpty();
        assertThat(files.directory()).doesNotExist();
    }

    @Test
    void where_the_plan_names_no_place_it_gets_a_folder_once_it_asks_for_it() throws Exception {
        AttemptFiles files = attempts.nextFiles();
        CompletableFuture<Path> asked = new CompletableFuture<>();
        RunningSubagent subagent = subagents(call -> {
                    assertThat(files.directory()).doesNotExist();
                    asked.complete(call.directory());
                    return null;
                })
                .start(ORDER, () -> files, Optional.empty(), Map.of(), () -> false);

        assertThat(Attempts.exitOf(subagent).failure()).isNull();
        assertThat(Attempts.await(asked)).isEqualTo(files.directory()).isEmptyDirectory();
    }

    private static final AttemptOrder ORDER = Attempts.order(new SubagentSpec.Function("f"), "Fix it");

    private static AttemptOrder isolated() {
        return new AttemptOrder(ORDER.run(), ORDER.id(), ORDER.task(), ORDER.prompt(), null, true, List.of());
    }

    private static Subagents subagents(SubagentFunction function) {
        return new Subagents(Profiles.of(Map.of()), Map.of("f", function));
    }

    private RunningSubagent start(SubagentFunction function) throws Exception {
        return start(ORDER, attempts.nextFiles(), function);
    }

    private RunningSubagent start(AttemptOrder order, AttemptFiles files, SubagentFunction function) throws Exception {
        return subagents(function)
                .start(order, () -> files, Optional.of(WorkPlace.of(attempts.workspace())), Map.of(), () -> false);
    }
}
