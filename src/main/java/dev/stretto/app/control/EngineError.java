package dev.stretto.app.control;

import dev.stretto.actors.EngineFailedException;
import dev.stretto.actors.RunStoppedException;
import dev.stretto.engine.plan.InvalidPlanException;
import dev.stretto.engine.todo.IllegalTransitionException;
import dev.stretto.persistence.codec.UnrecoverableLogException;
import dev.stretto.persistence.directory.StorageException;
import dev.stretto.subagents.git.WorkspaceException;
import java.util.Locale;
import java.util.Optional;

/** An engine could not do what it was asked, or had to let a run go. The message is for people. */
public final class EngineError extends Exception {
    private static final long serialVersionUID = 1L;

    /** Whose it is to do something about it. */
    public enum Kind {
        /** What it was asked can't be done like this: the user's. */
        INPUT,
        /** Something can't be stored or read at present: the user's, and then it can go on. */
        STORAGE,
        /** A log is not what Stretto wrote. */
        CORRUPT,
        /** Stretto's own. */
        INTERNAL;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Kind kind;

    EngineError(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** Whose it is. */
    public Kind kind() {
        return kind;
    }

    static Kind kindOf(Throwable error) {
        return switch (error) {
            case InvalidPlanException e -> Kind.INPUT;
            case WorkspaceException e -> Kind.INPUT;
            case StorageException e -> Kind.STORAGE;
            case UnrecoverableLogException e -> Kind.CORRUPT;
            case IllegalTransitionException e -> Kind.CORRUPT;
            case EngineFailedException e -> corrupt(e) ? Kind.CORRUPT : Kind.STORAGE;
            case RunStoppedException e -> e.corrupt() ? Kind.CORRUPT : Kind.STORAGE;
            default -> Kind.INTERNAL;
        };
    }

    private static boolean corrupt(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnrecoverableLogException
                    || cause instanceof IllegalTransitionException
                    || (cause instanceof RunStoppedException stopped && stopped.corrupt())) {
                return true;
            }
        }
        return false;
    }

    static String said(Throwable error) {
        return Optional.ofNullable(error.getMessage()).orElseGet(error::toString);
    }
}
