package dev.stretto.subagents.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.attempt.Failure;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What holds for every subagent, whatever carries it out. */
abstract class RunningSubagentContract extends AttemptsTest {

    /** One that does what it is asked, and says "done". */
    abstract RunningSubagent succeeding() throws Exception;

    /** One that fails and says "broken". */
    abstract RunningSubagent failing() throws Exception;

    /** One that is at work until it is stopped. */
    abstract RunningSubagent working() throws Exception;

    /** One that is at work, and does not end when it is asked to. */
    abstract RunningSubagent stubborn() throws Exception;

    @Test
    void a_subagent_that_did_what_it_was_asked_has_no_failure() throws Exception {
        SubagentExit exit = Attempts.exitOf(succeeding());

        assertThat(exit.completed()).isTrue();
        assertThat(exit.failure()).isNull();
        assertThat(exit.notice()).isNull();
        assertThat(exit.summary()).isEqualTo("done");
    }

    @Test
    void a_subagent_that_failed_says_why() throws Exception {
        SubagentExit exit = Attempts.exitOf(failing());

        assertThat(exit.completed()).isFalse();
        assertThat(exit.failure().kind()).isEqualTo(Failure.Kind.EXIT);
        assertThat(exit.failure().message()).contains("broken");
    }

    @Test
    void it_ends_after_it_started() throws Exception {
        RunningSubagent subagent = succeeding();

        assertThat(Attempts.exitOf(subagent).at()).isBetween(subagent.startedAt(), Instant.now());
    }

    @Test
    void its_last_sign_of_life_is_not_before_its_start_and_not_in_the_future() throws Exception {
        RunningSubagent subagent = succeeding();
        Attempts.exitOf(subagent);

        assertThat(subagent.lastSignOfLife()).isBetween(subagent.startedAt(), Instant.now());
    }

    @Test
    void it_has_not_ended_while_it_is_at_work() throws Exception {
        assertThat(working().exit()).isNotDone();
    }

    @Test
    void nobody_else_can_say_that_it_has_ended() throws Exception {
        RunningSubagent subagent = working();

        subagent.exit().complete(null);

        assertThat(subagent.exit()).isNotDone();
    }

    @Test
    void when_stop_returns_it_has_ended() throws Exception {
        RunningSubagent subagent = working();

        subagent.stop(Duration.ofSeconds(20));

        assertThat(subagent.exit()).isDone();
        assertThat(Attempts.exitOf(subagent).completed()).isFalse();
    }

    @Test
    void when_stop_returns_even_one_that_did_not_end_when_asked_has_ended() throws Exception {
        RunningSubagent subagent = stubborn();

        subagent.stop(Duration.ofMillis(50));

        assertThat(subagent.exit()).isDone();
        assertThat(Attempts.exitOf(subagent).failure().kind()).isEqualTo(Failure.Kind.EXIT);
    }

    @Test
    void it_can_be_stopped_without_any_grace() throws Exception {
        RunningSubagent subagent = working();

        subagent.stop(Duration.ZERO);

        assertThat(subagent.exit()).isDone();
    }

    @Test
    void stopping_it_again_changes_nothing() throws Exception {
        RunningSubagent subagent = working();
        subagent.stop(Duration.ofSeconds(20));
        SubagentExit exit = Attempts.exitOf(subagent);

        subagent.stop(Duration.ofSeconds(20));

        assertThat(Attempts.exitOf(subagent)).isEqualTo(exit);
    }

    @Test
    void stopping_one_that_has_ended_changes_nothing() throws Exception {
        RunningSubagent subagent = succeeding();
        SubagentExit exit = Attempts.exitOf(subagent);

        subagent.stop(Duration.ofSeconds(20));

        assertThat(Attempts.exitOf(subagent)).isEqualTo(exit);
    }

    @Test
    void an_interrupt_cuts_the_grace_short_and_is_kept() throws Exception {
        RunningSubagent subagent = stubborn();

        Thread.currentThread().interrupt();
        subagent.stop(Duration.ofDays(1));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(Attempts.exitOf(subagent).completed()).isFalse();
    }
}
