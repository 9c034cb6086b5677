package dev.stretto.app.command;

import dev.stretto.actors.EngineHeldException;
import dev.stretto.app.control.EngineError;
import dev.stretto.app.control.NoAnswerException;
import dev.stretto.engine.plan.InvalidPlanException;
import dev.stretto.engine.report.Report;
import dev.stretto.engine.todo.IllegalTransitionException;
import dev.stretto.persistence.codec.CorruptLogException;
import dev.stretto.persistence.codec.UnknownEventException;
import dev.stretto.persistence.codec.UnknownRunException;
import dev.stretto.persistence.directory.DataDirectoryException;
import dev.stretto.subagents.git.WorkspaceException;
import java.nio.file.InvalidPathException;
import picocli.CommandLine;

/** The exit codes of the contract, and which error leads to which. */
public final class ExitCodes {
    /** Done and clean. */
    public static final int CLEAN = 0;
    /** Done, but not everything is well. */
    public static final int UNCLEAN = 1;
    /** Bad input or usage. */
    public static final int USAGE = 2;
    /** Cancelled. */
    public static final int CANCELLED = 3;
    /** The log is corrupt or was tampered with. */
    public static final int CORRUPT = 4;
    /** Another engine holds the data directory and does not answer. */
    public static final int HELD = 5;
    /** An error inside Stretto. */
    public static final int INTERNAL = 70;

    private ExitCodes() {}

    /** What a run's end means for the program. */
    public static int of(Report report) {
        return switch (report.status()) {
            case COMPLETED -> CLEAN;
            case FAILED, RUNNING -> UNCLEAN;
            case CANCELLED -> CANCELLED;
        };
    }

    /** What an error means for the program. */
    public static int of(Throwable error) {
        return switch (error) {
            case CommandLine.ParameterException e -> USAGE;
            case UsageException e -> USAGE;
            case InvalidPathException e -> USAGE;
            case InvalidPlanException e -> USAGE;
            case WorkspaceException e -> USAGE;
            case UnknownRunException e -> USAGE;
            case DataDirectoryException e -> USAGE;
            case CorruptLogException e -> CORRUPT;
            case UnknownEventException e -> CORRUPT;
            case IllegalTransitionException e -> CORRUPT;
            case EngineError e -> of(e.kind());
            case InterruptedBySignalException e -> CANCELLED;
            case EngineHeldException e -> HELD;
            case NoAnswerException e -> HELD;
            default -> INTERNAL;
        };
    }

    private static int of(EngineError.Kind kind) {
        return switch (kind) {
            case INPUT -> USAGE;
            case CORRUPT -> CORRUPT;
            case STORAGE, INTERNAL -> INTERNAL;
        };
    }
}
