package dev.stretto.subagents.process;

import dev.stretto.engine.attempt.Failure;
import dev.stretto.engine.attempt.ProcessIdentity;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Re-attaches to what an earlier engine left behind of an attempt. */
final class CommandReattachment {
    private static final Duration LOOKS_EVERY = Duration.ofMillis(100);
    /** How long an exit file may appear after the process is gone; it is written before, so this is for slow disks. */
    private static final Duration STATUS_APPEARS = Duration.ofMillis(500);

    /** How long a process may take from making the file that says who it is to its line's end. */
    private static final Duration RECORD_IS_WHOLE = Duration.ofSeconds(1);

    private static final Duration STATUS_LOOKS_EVERY = Duration.ofMillis(20);

    private CommandReattachment() {}

    static Optional<RunningSubagent> reattach(AttemptFiles files) {
        return switch (settled(files)) {
            case StartRecord.Nothing nothing -> Optional.empty();
            case StartRecord.OfProcess started -> Optional.of(command(files, started.identity(), started.cookie()));
            case StartRecord.OfFunction function ->
                Optional.of(lost(files, "the engine ended while it carried out this function, which ended with it"));
            case StartRecord.Torn torn ->
                Optional.of(lost(files, "the machine went down as the attempt was about to start"));
        };
    }

    /** A process that is just writing down who it is has done so in a moment. */
    private static StartRecord settled(AttemptFiles files) {
        long start = System.nanoTime();
        while (true) {
            StartRecord record = StartRecord.read(files.process());
            if (!(record instanceof StartRecord.Torn) || System.nanoTime() - start > RECORD_IS_WHOLE.toNanos()) {
                return record;
            }
            LockSupport.parkNanos(STATUS_LOOKS_EVERY.toNanos());
        }
    }

    private static RunningSubagent command(AttemptFiles files, ProcessIdentity process, String cookie) {
        boolean sameBoot = process.boot().equals(Kernel.boot());
        WatchedCommand command = watched(files, process, new AttemptProcesses(sameBoot ? process : null, cookie));
        Optional<ExitStatus> status = ExitStatus.of(files);
        if (status.isPresent()) {
            command.conclude(() -> command.ended(status.get()));
        } else if (sameBoot) {
            Thread.ofVirtual()
                    .name("watch-" + process.pid())
                    .start(() -> command.conclude(() -> watch(command, process, files)));
        } else {
            command.failed(new Failure(
                    Failure.Kind.LOST,
                    "the machine was restarted while the subagent was at work: nobody knows how far it came"));
        }
        return command;
    }

    private static void watch(WatchedCommand command, ProcessIdentity process, AttemptFiles files) {
        boolean sawItAtWork = false;
        long looked = Kernel.ticks();
        long seen = looked;
        while (ProcessEntry.alive(process)) {
            sawItAtWork = true;
            seen = looked;
            LockSupport.parkNanos(LOOKS_EVERY.toNanos());
            looked = Kernel.ticks();
        }
        if (sawItAtWork) {
            command.processEnded(seen);
        }
        Optional<ExitStatus> status = awaitStatus(files);
        if (status.isPresent()) {
            command.ended(status.get());
        } else if (sawItAtWork && command.stopped()) {
            command.failed(new Failure(Failure.Kind.EXIT, "ended by force"));
        } else {
            command.failed(new Failure(
                    Failure.Kind.LOST,
                    "the subagent's process is gone and left no exit status: something from outside ended it"));
        }
    }

    private static RunningSubagent lost(AttemptFiles files, String message) {
        WatchedCommand command = watched(files, null, new AttemptProcesses(null, "none"));
        command.failed(new Failure(Failure.Kind.LOST, message));
        return command;
    }

    private static WatchedCommand watched(
            AttemptFiles files, @Nullable ProcessIdentity process, AttemptProcesses processes) {
        Instant startedAt = Instant.ofEpochMilli(files.process().toFile().lastModified());
        return new WatchedCommand(files, startedAt, process, processes);
    }

    private static Optional<ExitStatus> awaitStatus(AttemptFiles files) {
        long start = System.nanoTime();
        while (true) {
            Optional<ExitStatus> status = ExitStatus.of(files);
            if (status.isPresent() || System.nanoTime() - start > STATUS_APPEARS.toNanos()) {
                return status;
            }
            LockSupport.parkNanos(STATUS_LOOKS_EVERY.toNanos());
        }
    }
}
