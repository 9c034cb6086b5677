package dev.stretto.subagents.process;

import dev.stretto.engine.attempt.AttemptId;
import dev.stretto.engine.fault.FaultPoint;
import dev.stretto.subagents.overlay.WorkPlace;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** What {@link FullMachineTest} does in a process that can open few files. Each line that it prints is a finding. */
final class FullMachine {
    /** Far less than a command is waited for. */
    private static final Duration AT_ONCE = Duration.ofSeconds(10);

    /** With these the files of a command can be opened, and the JDK's pipes can't: then it closes files that are not its own. */
    private static final int ENOUGH_FOR_OUTPUT = 4;

    private final Path folder;
    private final List<FileInputStream> open = new ArrayList<>();
    private int attempts;
    private int left;

    private FullMachine(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] args) throws Exception {
        FullMachine full = new FullMachine(Path.of(args[0]));
        full.tooLong(); // and so the classes of a failure are there, before no file can be opened any more
        full.started().exit().join();
        FaultPoint.whenReached((point, detail) -> {
            if (point == FaultPoint.SCRIPT_WRITTEN) {
                full.fill();
            }
        });
        full.goesOn();
        full.interrupted();
        full.left = ENOUGH_FOR_OUTPUT;
        full.givenUp();
        say("standard input", System.in.available());
    }

    private void tooLong() {
        try {
            start(Map.of("LONG", "x".repeat(1 << 20)), new Waiting());
        } catch (SubagentStartException e) {
            say("too long", e.getMessage());
        }
    }

    private RunningSubagent started() throws SubagentStartException {
        return start(Map.of(), new Waiting());
    }

    private void goesOn() throws Exception {
        Waiting waiting = new Waiting();
        FutureTask<RunningSubagent> launch = launch(waiting);
        waiting.await();
        makeRoom();
        say("goes on", launch.get().exit().get().exitCode());
    }

    private void interrupted() throws Exception {
        Waiting waiting = new Waiting();
        FutureTask<RunningSubagent> launch = new FutureTask<>(() -> {
            try {
                return start(Map.of(), waiting);
            } catch (SubagentStartException e) {
                say("interrupted", e.getMessage());
                say("interrupt kept", Thread.currentThread().isInterrupted());
                return null;
            }
        });
        Thread thread = Thread.ofPlatform().start(launch);
        waiting.await();
        thread.interrupt();
        launch.get(AT_ONCE.toSeconds(), TimeUnit.SECONDS);
        makeRoom();
    }

    private void givenUp() throws Exception {
        Waiting waiting = new Waiting();
        FutureTask<RunningSubagent> launch = new FutureTask<>(() -> {
            try {
                return start(Map.of(), waiting);
            } catch (SubagentStartException e) {
                say("given up", e.getMessage());
                return null;
            }
        });
        Thread.ofVirtual().start(launch);
        waiting.await();
        waiting.givenUp.set(true);
        launch.get(AT_ONCE.toSeconds(), TimeUnit.SECONDS);
        makeRoom();
    }

    private FutureTask<RunningSubagent> launch(Waiting waiting) {
        FutureTask<RunningSubagent> launch = new FutureTask<>(() -> start(Map.of(), waiting));
        Thread.ofVirtual().start(launch);
        return launch;
    }

    private RunningSubagent start(Map<String, String> environment, Waiting waiting) throws SubagentStartException {
        attempts++;
        AttemptFiles files = AttemptFiles.in(folder, "run", new AttemptId("task", attempts));
        return new CommandRunner().start(List.of("true"), environment, WorkPlace.of(folder), files, waiting::asked);
    }

    private void fill() {
        try {
            while (true) {
                open.add(new FileInputStream("/dev/zero"));
            }
        } catch (IOException e) {
            close(left);
        }
    }

    private void makeRoom() {
        close(open.size());
    }

    private void close(int files) {
        try {
            for (int i = 0; i < files; i++) {
                open.removeLast().close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void say(String what, Object finding) {
        System.out.println("> " + what + ": " + finding);
    }

    /** Is asked whether it has been given up once a try has come to nothing. */
    private static final class Waiting {
        private final CountDownLatch waits = new CountDownLatch(1);
        private final AtomicBoolean givenUp = new AtomicBoolean();

        boolean asked() {
            waits.countDown();
            return givenUp.get();
        }

        void await() throws InterruptedException {
            if (!waits.await(AT_ONCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("nothing waits");
            }
        }
    }
}
