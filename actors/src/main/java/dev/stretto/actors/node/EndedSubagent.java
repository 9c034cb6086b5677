package dev.stretto.actors.node;

import dev.stretto.engine.attempt.Artifact;
import dev.stretto.engine.attempt.Failure;
import dev.stretto.engine.attempt.Outcome;
import dev.stretto.engine.attempt.WorkResult;
import dev.stretto.persistence.directory.DataDirectory;
import dev.stretto.subagents.process.AttemptFiles;
import dev.stretto.subagents.process.RunningSubagent;
import dev.stretto.subagents.process.SubagentExit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A subagent that has ended, with everything that belonged to it. */
final class EndedSubagent {
    private final String name;
    private final RunningSubagent subagent;
    private final NodeServices services;
    private final SubagentExit exit;

    private EndedSubagent(String name, RunningSubagent subagent, NodeServices services, SubagentExit exit) {
        this.name = name;
        this.subagent = subagent;
        this.services = services;
        this.exit = exit;
    }

    /**
     * Ends whatever still belongs to a subagent.
     *
     * @param name what to call it
     * @throws StorageFailedException if it never began, since that could not be written down
     */
    static EndedSubagent of(String name, RunningSubagent subagent, NodeServices services) {
        subagent.stop(services.processes().grace());
        SubagentExit exit = subagent.exit().join();
        EndedSubagent ended = new EndedSubagent(name, subagent, services, exit);
        ended.stopIfNotWrittenDown();
        return ended;
    }

    SubagentExit exit() {
        return exit;
    }

    Instant startedAt() {
        return subagent.startedAt();
    }

    /**
     * What it ended with.
     *
     * @param failure why it failed; null if it completed
     * @param work what it left behind; null if that is told in another way
     * @param notices what the user should know besides
     * @throws StorageFailedException if its output can't be stored; nothing is lost, and it may be called again
     */
    Outcome outcome(@Nullable Failure failure, @Nullable WorkResult work, List<String> notices) {
        List<String> all = new ArrayList<>(Stream.ofNullable(exit.notice()).toList());
        all.addAll(notices);
        return new Outcome(
                failure,
                subagent.startedAt(),
                exit.at(),
                exit.exitCode(),
                exit.summary(),
                artifact(AttemptFiles::stdout),
                artifact(AttemptFiles::stderr),
                work,
                exit.usage(),
                exit.session(),
                all);
    }

    /** A command is not run before it is on disk which process it is: where that can't be written, it has not failed. */
    private void stopIfNotWrittenDown() {
        Failure failure = exit.failure();
        boolean notWritten = subagent.output()
                .filter(files -> files.process().toFile().length() == 0)
                .isPresent();
        if (failure != null && failure.kind() == Failure.Kind.START && notWritten) {
            throw new StorageFailedException(name + " could not begin: " + failure.message(), null);
        }
    }

    private @Nullable Artifact artifact(Function<AttemptFiles, Path> which) {
        if (subagent.output().isEmpty()) {
            return null;
        }
        Path file = which.apply(subagent.output().get());
        try {
            return Files.exists(file) && Files.size(file) > 0
                    ? services.artifacts().store(file)
                    : null;
        } catch (IOException e) {
            throw new StorageFailedException(
                    "the output of " + name + " can't be stored: " + DataDirectory.reason(e), e);
        }
    }
}
