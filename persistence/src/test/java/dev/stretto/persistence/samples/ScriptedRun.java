package dev.stretto.persistence.samples;

import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.decision.DecisionFlow;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.run.CommandResult;
import dev.stretto.engine.run.NextSteps;
import dev.stretto.engine.run.RunCommand;
import dev.stretto.engine.run.RunDecider;
import dev.stretto.engine.run.RunEvent;
import dev.stretto.engine.run.RunState;
import dev.stretto.persistence.codec.ErasableTexts;
import dev.stretto.persistence.codec.EventCodec;
import dev.stretto.persistence.codec.LogEntry;
import dev.stretto.persistence.codec.StoredRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A run that goes through the domain's own decisions, with outcomes that a test hands to it, and its log. */
public final class ScriptedRun {
    public static final Instant START = Instant.parse("2026-01-02T03:04:05.678901234Z");

    private final EventCodec codec = new EventCodec();
    private final String run;
    private final List<LogEntry> log = new ArrayList<>();
    private final Set<String> gone = new HashSet<>();
    private RunState state = RunState.initial();
    private Instant now = START;

    private ScriptedRun(String run) {
        this.run = run;
    }

    public static ScriptedRun of(String run, Plan plan, @Nullable PinnedBase base) {
        ScriptedRun scripted = new ScriptedRun(run);
        return scripted.tell("cli", new RunCommand.StartRun(run, plan, DecisionFlow.decide(plan), base, "node"));
    }

    /** The run whose log goes on after these entries. */
    public static ScriptedRun after(String run, List<LogEntry> log) {
        ScriptedRun scripted = new ScriptedRun(run);
        for (LogEntry entry : log) {
            scripted.log.add(entry);
            scripted.state = scripted.state.evolve(entry.event());
        }
        return scripted;
    }

    /** Lets the domain decide on a command and on what follows from it; a refusal fails the test. */
    public ScriptedRun tell(String cause, RunCommand command) {
        switch (RunDecider.decide(state, command, now)) {
            case CommandResult.Accepted accepted -> accepted.events().forEach(event -> record(cause, event));
            case CommandResult.Rejected rejected -> throw new AssertionError(command + ": " + rejected.reason());
        }
        Optional<RunEvent> next = NextSteps.after(state, now);
        while (next.isPresent()) {
            record("engine", next.get());
            next = NextSteps.after(state, now);
        }
        now = now.plus(Duration.ofMillis(1_500));
        return this;
    }

    /** Erases the texts of a task, or of the whole run, as an engine does: once the event is there they are gone. */
    public ScriptedRun erase(@Nullable String task, String reason) {
        ErasableTexts erasable = task == null ? ErasableTexts.of(rows()) : ErasableTexts.of(rows(), List.of(task));
        tell("user alice", new RunCommand.EraseTexts(task, erasable.texts(), erasable.artifacts(), reason));
        gone.addAll(erasable.texts());
        return this;
    }

    public Instant now() {
        return now;
    }

    public String run() {
        return run;
    }

    RunState state() {
        return state;
    }

    public List<LogEntry> log() {
        return List.copyOf(log);
    }

    public List<StoredRow> rows() {
        return log.stream()
                .map(entry -> new StoredRow(
                        entry.sequence(),
                        entry.json(),
                        entry.texts().stream()
                                .filter(text -> !gone.contains(text.digest()))
                                .toList()))
                .toList();
    }

    private void record(String cause, RunEvent event) {
        String previous = log.isEmpty() ? LogEntry.NO_PREVIOUS : log.getLast().digest();
        LogEntry entry = codec.seal(log.size() + 1L, now, cause, previous, event);
        log.add(entry);
        state = state.evolve(event);
    }
}
