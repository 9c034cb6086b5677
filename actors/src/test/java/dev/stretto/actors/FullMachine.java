package dev.stretto.actors;

import dev.stretto.actors.attempt.AttemptActor;
import dev.stretto.actors.attempt.StepMessage;
import dev.stretto.actors.run.RunServices;
import dev.stretto.engine.attempt.Outcome;
import dev.stretto.engine.fault.FaultPoint;
import dev.stretto.engine.plan.Task;
import dev.stretto.engine.run.RunCommand;
import dev.stretto.subagents.overlay.WorkPlace;
import dev.stretto.subagents.process.AttemptFiles;
import dev.stretto.subagents.process.CommandRunner;
import dev.stretto.subagents.process.SubagentStartException;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;

/** What {@link FullMachineTest} does in a process that can open few files. Each line that it prints is a finding. */
final class FullMachine {
    /** Far less than an attempt waits for room. */
    private static final Duration AT_ONCE = Duration.ofSeconds(15);

    private final ActorTestKit testKit = ActorTestKit.create();
    private final TestProbe<StepMessage> run = testKit.createTestProbe();
    private final RunServices services;
    private final Path folder;
    private final List<FileInputStream> open = new ArrayList<>();
    private final Semaphore filled = new Semaphore(0);

    private FullMachine(Path folder) {
        this.folder = folder;
        services = Environments.in(folder, Map.of(), Environments.VIRTUAL);
    }

    public static void main(String[] args) throws Exception {
        FullMachine full = new FullMachine(Path.of(args[0]));
        try {
            full.loadClasses();
            FaultPoint.whenReached((point, detail) -> {
                if (point == FaultPoint.SCRIPT_WRITTEN) {
                    full.fill();
                }
            });
            full.cancelled();
            full.letGo();
        } finally {
            full.makeRoom();
            full.testKit.shutdownTestKit();
        }
    }

    /** None can be loaded once no file can be opened any more. */
    private void loadClasses() {
        startInVain();
        attempt("none", "no-such-command-here");
        outcome();
        ActorRef<AttemptActor.Message> stopped = attempt("stopped", "sleep", "300");
        next();
        stopped.tell(new AttemptActor.Stop("stopped"));
        outcome();
        ActorRef<AttemptActor.Message> gone = attempt("gone", "true");
        next();
        outcome();
        testKit.stop(gone);
    }

    private void startInVain() {
        try {
            new CommandRunner()
                    .start(
                            List.of("true"),
                            Map.of("LONG", "x".repeat(1 << 20)),
                            WorkPlace.of(folder),
                            new AttemptFiles(folder.resolve("too-long")),
                            () -> false);
        } catch (SubagentStartException e) {
            say("in vain", e.getMessage().contains("too long"));
        }
    }

    private void cancelled() throws Exception {
        ActorRef<AttemptActor.Message> attempt = attempt("cancelled", "true");
        filled.acquire();

        attempt.tell(new AttemptActor.Stop("the user wants it"));

        Outcome outcome = outcome();
        makeRoom();
        say("cancelled", outcome.failure().kind() + ", " + outcome.failure().message());
    }

    private void letGo() throws Exception {
        ActorRef<AttemptActor.Message> attempt = attempt("let-go", "true");
        filled.acquire();

        testKit.stop(attempt);

        boolean closed = services.background().gate().close(AT_ONCE);
        makeRoom();
        say("nothing is under way", closed);
    }

    private ActorRef<AttemptActor.Message> attempt(String id, String... words) {
        Task task = Plans.command(id, Plans.LONG, null, words);
        return testKit.spawn(SupervisedTask.of(task, folder, services, run.ref()));
    }

    private Outcome outcome() {
        return ((RunCommand.RecordOutcome) next()).outcome();
    }

    private RunCommand next() {
        return SupervisedTask.command(run.receiveMessage(AT_ONCE));
    }

    private void fill() {
        try {
            while (true) {
                open.add(new FileInputStream("/dev/zero"));
            }
        } catch (IOException e) {
            filled.release();
        }
    }

    private void makeRoom() throws IOException {
        for (FileInputStream file : open) {
            file.close();
        }
        open.clear();
    }

    private static void say(String what, Object finding) {
        System.out.println("> " + what + ": " + finding);
    }
}
