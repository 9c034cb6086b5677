package dev.stretto.subagents.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.subagents.process.CommandSlots.Slot;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CommandSlotsTest {
    private final CommandSlots slots = new CommandSlots(new MaxCommands(2, "ulimit -u allows 8 processes"));

    @Test
    void as_many_as_there_is_room_for_are_given_at_once_and_the_others_in_turn() {
        Slot first = slots.ask().join();
        assertThat(slots.ask()).isCompleted();
        CompletableFuture<Slot> third = slots.ask();
        CompletableFuture<Slot> fourth = slots.ask();
        assertThat(third).isNotDone();

        first.close();

        assertThat(third).isCompleted();
        assertThat(fourth).isNotDone();
        third.join().close();
        assertThat(fourth).isCompleted();
    }

    @Test
    void to_give_one_back_twice_makes_no_room_for_two() {
        Slot first = slots.ask().join();
        slots.ask().join();
        CompletableFuture<Slot> third = slots.ask();
        CompletableFuture<Slot> fourth = slots.ask();

        first.close();
        first.close();

        assertThat(third).isCompleted();
        assertThat(fourth).isNotDone();
    }

    @Test
    void who_needs_none_any_more_is_passed_over() {
        Slot first = slots.ask().join();
        slots.ask().join();
        CompletableFuture<Slot> third = slots.ask();
        CompletableFuture<Slot> fourth = slots.ask();

        third.cancel(false);
        first.close();

        assertThat(fourth).isCompleted();
    }

    @Test
    void what_is_at_work_already_counts_beyond_the_room() {
        Slot one = slots.takeAnyway();
        Slot two = slots.takeAnyway();
        Slot three = slots.takeAnyway();
        CompletableFuture<Slot> next = slots.ask();

        one.close();
        assertThat(next).isNotDone();
        two.close();
        assertThat(next).isCompleted();
        three.close();
    }

    @Test
    void it_says_why_somebody_waits_and_nothing_if_nobody_does() {
        slots.ask().join();
        slots.ask().join();
        assertThat(slots.whyTheyWait()).isEmpty();

        CompletableFuture<Slot> third = slots.ask();
        assertThat(slots.whyTheyWait())
                .contains(
                        "at most 2 attempts are at work at a time, since ulimit -u allows 8 processes; the others wait for"
                                + " their turn");

        third.cancel(false);
        assertThat(slots.whyTheyWait()).isEmpty();
    }
}
