package dev.stretto.subagents.process;

import dev.stretto.engine.attempt.Failure;
import dev.stretto.engine.attempt.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A command that carries an attempt out, started by this engine or by an earlier one. */
final class WatchedCommand implements RunningSubagent {
    /** From the end of the last process to the end seen by this engine. */
    private static final Duration END_IS_SEEN = Duration.ofSeconds(5);

    private final AttemptFiles files;
    private final Instant startedAt;
    private final @Nullable ProcessIdentity process;
    private final AttemptProcesses processes;
    private final AttemptEnding ending;
    private final CompletableFuture<SubagentExit> exit = new CompletableFuture<>();
    private volatile boolean stopped;
    private volatile @Nullable Duration took;

    WatchedCommand(
            AttemptFiles files, Instant startedAt, @Nullable ProcessIdentity process, AttemptProcesses processes) {
        this.files = files;
        this.startedAt = startedAt;
        this.process = process;
        this.processes = processes;
        this.ending = new AttemptEnding(processes);
    }

    @Override
    public Instant startedAt() {
        return startedAt;
    }

    @Override
    public Duration age() {
        Duration whole = took;
        if (whole != null) {
            return whole;
        }
        Duration byClock = Duration.between(startedAt, Instant.now());
        return process == null ? byClock : Kernel.age(process).orElse(byClock);
    }

    @Override
    public Optional<ProcessIdentity> process() {
        return Optional.ofNullable(process);
    }

    @Override
    public Optional<AttemptFiles> output() {
        return Optional.of(files);
    }

    @Override
    public CompletableFuture<SubagentExit> exit() {
        return exit.copy(); // so that nobody completes it but this
    }

    @Override
    public Instant lastSignOfLife() {
        Instant now = Instant.now();
        return List.of(files.stdout(), files.stderr()).stream()
                .map(WatchedCommand::lastWritten)
                .filter(written -> written.isAfter(startedAt))
                .map(written -> written.isAfter(now) ? now : written)
                .reduce(startedAt, (a, b) -> a.isAfter(b) ? a : b);
    }

    @Override
    public void stop(Duration grace) {
        stopped = true;
        ending.end(grace);
        try {
            exit.get(END_IS_SEEN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // a process that can't be ended, of which the log tells
        }
    }

    @Override
    public boolean isAnythingAlive() {
        return ending.isAnythingLeft();
    }

    @Override
    public void release() {
        // It goes on by itself, and its files say how it ends.
    }

    /** Finds out how it ended. Should that go wrong, it has ended with a failure of Stretto's own. */
    void conclude(Runnable findOut) {
        try {
            findOut.run();
        } catch (RuntimeException | Error e) {
            Failure failure = new Failure(Failure.Kind.INTERNAL, "can't tell how the subagent ended: " + e);
            exit.complete(new SubagentExit(null, Instant.now(), failure, null, null, null, null));
        }
    }

    /** True if it was asked to end. */
    boolean stopped() {
        return stopped;
    }

    /**
     * Says that its process has ended.
     *
     * @param ticks when it was last known to be there, in the unit of a process's start
     */
    void processEnded(long ticks) {
        processes.leaderEnded(ticks);
    }

    /** Says that it ended, and wrote down how. */
    void ended(ExitStatus status) {
        took = process == null || status.uptime() == null
                ? Duration.between(startedAt, status.at())
                : Kernel.age(process, status.uptime());
        ended(status.code(), status.at(), null);
    }

    /** Says that it ended with an exit code. */
    void ended(int code, Instant at, @Nullable String notice) {
        complete(code, at, ExitStatus.failure(code, files.stderr()).orElse(null), notice);
    }

    /** Says that it failed in another way than with an exit code. */
    void failed(Failure failure) {
        complete(null, Instant.now(), failure, null);
    }

    private void complete(@Nullable Integer code, Instant at, @Nullable Failure failure, @Nullable String notice) {
        ResultFile result = ResultFile.read(files.result());
        exit.complete(new SubagentExit(
                code,
                at.isBefore(startedAt) ? startedAt : at,
                failure,
                result.summary() == null ? OutputEnd.summary(files.stdout()) : result.summary(),
                result.usage(),
                result.session(),
                notice == null ? result.notice() : notice));
    }

    private static Instant lastWritten(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.size() == 0
                    ? Instant.MIN
                    : attributes.lastModifiedTime().toInstant();
        } catch (IOException e) {
            return Instant.MIN;
        }
    }
}
