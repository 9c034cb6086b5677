package dev.stretto.subagents.process;

import dev.stretto.engine.attempt.Failure;
import dev.stretto.engine.attempt.ProcessIdentity;
import dev.stretto.engine.fault.FaultPoint;
import dev.stretto.subagents.overlay.WorkPlace;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Starts commands as attempts of their own, and re-attaches to those that an earlier engine started.
 *
 * <p>A command runs in a session of its own below a small shell script that writes down who it is before, and how the
 * command ended afterwards: see {@link AttemptFiles}. So it outlives the engine, and can be told apart from all else.
 */
public final class CommandRunner {
    private static final Duration LOOKS_EVERY = Duration.ofMillis(5);

    /**
     * Starts a command in a session of its own.
     *
     * @param words the program and its arguments, at least one; nothing in them is replaced or interpreted
     * @param environment what the command gets besides the engine's own environment
     * @param place where it runs
     * @param files where its output and its exit status go; not used by another attempt
     * @param givenUp true once it is not worth waiting any more until a machine that is full has room for it
     * @throws SubagentStartException if it could not be started; nothing runs then
     */
    public RunningSubagent start(
            List<String> words,
            Map<String, String> environment,
            WorkPlace place,
            AttemptFiles files,
            BooleanSupplier givenUp)
            throws SubagentStartException {
        boolean begunBefore = Files.exists(files.script());
        String cookie = UUID.randomUUID().toString();
        ProcessBuilder builder = CommandLaunch.prepare(words, environment, place, files, cookie);
        FaultPoint.SCRIPT_WRITTEN.reached();
        Instant startedAt = Instant.now();
        Process process = CommandLaunch.start(builder, givenUp);
        FaultPoint.PROCESS_STARTED.reached();
        if (begunBefore && overtaken(process, files)) {
            return CommandReattachment.reattach(files).orElseThrow();
        }
        ProcessIdentity identity = Kernel.identify(process)
                .or(() -> recordedBy(process.pid(), files))
                .orElse(null);
        WatchedCommand command = new WatchedCommand(files, startedAt, identity, new AttemptProcesses(identity, cookie));
        var unused = process.onExit()
                .thenAcceptAsync(
                        ended -> command.conclude(() -> ended(command, ended, files)), Thread::startVirtualThread);
        return command;
    }

    /**
     * Re-attaches to a command that an earlier engine started. May block for a moment.
     *
     * @return empty if it was never started; otherwise the command, watched again if it still runs, ended if it has ended,
     *     lost if nobody knows how it ended
     */
    public Optional<RunningSubagent> reattach(AttemptFiles files) {
        return CommandReattachment.reattach(files);
    }

    /**
     * An engine that was killed as it started this attempt may have got a process under way that says only now who it is. Of the
     * two, the one that comes second ends without having done anything; true if that is this one.
     */
    private static boolean overtaken(Process process, AttemptFiles files) {
        while (process.isAlive() && !(StartRecord.read(files.process()) instanceof StartRecord.OfProcess)) {
            LockSupport.parkNanos(LOOKS_EVERY.toNanos());
        }
        return StartRecord.read(files.process()) instanceof StartRecord.OfProcess started
                && started.identity().pid() != process.pid();
    }

    private static void ended(WatchedCommand command, Process process, AttemptFiles files) {
        int code = process.exitValue();
        command.processEnded(Kernel.ticks());
        ExitStatus.of(files)
                .ifPresentOrElse(command::ended, () -> endedWithoutStatus(command, process.pid(), code, files));
    }

    /** The script itself was ended by force, or could not write. */
    private static void endedWithoutStatus(WatchedCommand command, long pid, int code, AttemptFiles files) {
        if (code == CommandLaunch.NOT_MOUNTED && recordedBy(pid, files).isEmpty()) {
            command.failed(new Failure(
                    Failure.Kind.START,
                    "the command was not run: its workspace could not be mounted, as " + files.stderr() + " says"));
        } else if (code == CommandLaunch.NOT_STARTED && recordedBy(pid, files).isEmpty()) {
            command.failed(new Failure(
                    Failure.Kind.START,
                    "the command was not run: " + files.process()
                            + " could not be made; the disk may be full, or another engine has started this attempt"));
        } else {
            command.ended(
                    code,
                    Instant.now(),
                    "there is no exit status in " + files.exit()
                            + ": the shell around the command was ended by force, or could not write there");
        }
    }

    private static Optional<ProcessIdentity> recordedBy(long pid, AttemptFiles files) {
        return StartRecord.read(files.process()) instanceof StartRecord.OfProcess started
                        && started.identity().pid() == pid
                ? Optional.of(started.identity())
                : Optional.empty();
    }
}
