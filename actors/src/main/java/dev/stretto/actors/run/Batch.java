package dev.stretto.actors.run;

import dev.stretto.engine.run.CommandResult;
import dev.stretto.engine.run.Effect;
import dev.stretto.engine.run.Effects;
import dev.stretto.engine.run.NextSteps;
import dev.stretto.engine.run.RunCommand;
import dev.stretto.engine.run.RunDecider;
import dev.stretto.engine.run.RunEvent;
import dev.stretto.persistence.codec.EventCodec;
import dev.stretto.persistence.codec.LogEntry;
import dev.stretto.persistence.codec.RunSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Decides on all commands that are waiting, as if one after the other, so that their events go to disk in one write; and
 * what follows from them is asked for once, so that everything that may start together is launched together.
 */
final class Batch {
    static final String ENGINE = "engine";

    /**
     * A command that waits for its decision.
     *
     * @param cause who gave it
     * @param answer told the verdict, once that is on disk
     */
    record Request(RunCommand command, String cause, Consumer<CommandResult> answer) {}

    /** An answer to give, and to whom. */
    record Answer(Consumer<CommandResult> to, CommandResult commandResult) {
        void give() {
            to.accept(commandResult);
        }
    }

    private final EventCodec codec;
    private final Instant now;
    private final List<LogEntry> entries = new ArrayList<>();
    private final IdentityHashMap<LogEntry, LoggedRun> afterEach = new IdentityHashMap<>();
    private final List<Effect> effects = new ArrayList<>();
    private final List<Answer> answers = new ArrayList<>();
    private LoggedRun run;

    private Batch(LoggedRun run, EventCodec codec, Instant now) {
        this.run = run;
        this.codec = codec;
        this.now = now;
    }

    static Batch decide(LoggedRun run, List<Request> requests, EventCodec codec, Instant now) {
        Batch batch = new Batch(run, codec, now);
        requests.forEach(batch::add);
        Optional<RunEvent> next = NextSteps.after(batch.run.state(), now);
        while (next.isPresent()) {
            batch.record(next.get(), ENGINE);
            next = NextSteps.after(batch.run.state(), now);
        }
        batch.run.summary().ifPresent(batch::summarize);
        return batch;
    }

    /** What has to be written, in one transaction. */
    List<LogEntry> entries() {
        return entries;
    }

    /** The run after all of them. */
    LoggedRun after() {
        return run;
    }

    /** The run after one of these entries; empty for any other. */
    Optional<LoggedRun> after(LogEntry entry) {
        return Optional.ofNullable(afterEach.get(entry));
    }

    /** What has to be done once it is written. */
    List<Effect> effects() {
        return effects;
    }

    /** What has to be said once it is written. */
    List<Answer> answers() {
        return answers;
    }

    private void add(Request request) {
        CommandResult commandResult = RunDecider.decide(run.state(), request.command(), now);
        switch (commandResult) {
            case CommandResult.Accepted accepted -> accepted.events().forEach(event -> record(event, request.cause()));
            case CommandResult.Rejected rejected -> {}
        }
        answers.add(new Answer(request.answer(), commandResult));
    }

    /** The row of the run goes with the last entry: one a write. */
    private void summarize(RunSummary summary) {
        if (!entries.isEmpty()) {
            LogEntry last = entries.removeLast();
            afterEach.remove(last);
            LogEntry summarized = last.with(summary);
            entries.add(summarized);
            afterEach.put(summarized, run);
        }
    }

    private void record(RunEvent event, String cause) {
        LogEntry entry = codec.seal(run.sequence() + 1, now, cause, run.digest(), event);
        run = run.after(entry);
        entries.add(entry);
        afterEach.put(entry, run);
        run.state().started().ifPresent(started -> effects.addAll(Effects.of(started, event)));
    }
}
