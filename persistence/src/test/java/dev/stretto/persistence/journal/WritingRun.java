package dev.stretto.persistence.journal;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.stretto.engine.attempt.AttemptId;
import dev.stretto.engine.attempt.Outcome;
import dev.stretto.engine.plan.Mode;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.plan.SubagentSpec;
import dev.stretto.engine.plan.SynthesisSpec;
import dev.stretto.engine.plan.Task;
import dev.stretto.engine.run.RunCommand.RecordOutcome;
import dev.stretto.persistence.codec.LogEntry;
import dev.stretto.persistence.journal.JournalActor.Answer;
import dev.stretto.persistence.journal.JournalActor.Message;
import dev.stretto.persistence.journal.JournalActor.Read;
import dev.stretto.persistence.journal.JournalActor.Write;
import dev.stretto.persistence.samples.ScriptedRun;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;

/** A run with many tasks that is written to a real journal by an actor, a few events at a time; it resumes what is there. */
final class WritingRun {
    private static final int TASKS = 2_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private final ActorRef<Message> actor;
    private final TestProbe<Answer> trial;
    private final ScriptedRun run;
    private int written;

    private WritingRun(ActorTestKit kit, String id) {
        this.actor = kit.spawn(JournalActor.create(id, failure));
        this.trial = kit.createTestProbe();
        actor.tell(new Read(trial.ref()));
        List<LogEntry> log = trial.receiveMessage(PATIENCE).log();
        this.run = log.isEmpty() ? ScriptedRun.of(id, plan(), null) : ScriptedRun.after(id, log);
        this.written = log.size();
    }

    static ActorTestKit kit(Config journal) {
        return ActorTestKit.create(journal.withFallback(ConfigFactory.load()));
    }

    static WritingRun recovered(ActorTestKit kit, String id) {
        return new WritingRun(kit, id);
    }

    /** Decides on the ends of some more tasks, and asks for the writing of what follows. */
    void send(int tasks) {
        for (int i = 0; i < tasks; i++) {
            int next = run.log().size() - 2;
            run.tell("test", new RecordOutcome(new AttemptId("t" + next, 1), outcome()));
        }
        actor.tell(new Write(run.log().subList(written, run.log().size()), trial.ref()));
    }

    /** Waits for the answer; false if the write has failed. */
    boolean acknowledged() {
        if (trial.receiveMessage(PATIENCE).failure() != null) {
            return false;
        }
        written = run.log().size();
        return true;
    }

    /** All that was acknowledged. */
    List<LogEntry> log() {
        return run.log().subList(0, written);
    }

    String id() {
        return run.run();
    }

    /** Why the write has failed. */
    Throwable failure() throws Exception {
        return failure.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private Outcome outcome() {
        return new Outcome(null, run.now(), run.now(), 0, "done ".repeat(20), null, null, null, null, null, List.of());
    }

    private static Plan plan() {
        List<Task> tasks = IntStream.range(0, TASKS)
                .mapToObj(i -> Task.of("t" + i, new SubagentSpec.Function("f"))
                        .title("Task " + i)
                        .timeout(Duration.ofMinutes(1))
                        .backoff(Duration.ofSeconds(1))
                        .build())
                .toList();
        return new Plan("many", null, null, 0, Mode.PARALLEL, tasks, SynthesisSpec.DEFAULT);
    }
}
