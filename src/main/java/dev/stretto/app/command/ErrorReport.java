package dev.stretto.app.command;

import dev.stretto.app.control.EngineError;
import dev.stretto.app.terminal.Printable;
import dev.stretto.app.terminal.Screen;
import dev.stretto.persistence.journal.JournalException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;

/** Says why a command was not carried out: on standard error in words and, with {@code --json}, as its document. */
public final class ErrorReport {
    private static final String DEBUG = "STRETTO_DEBUG";
    private static final String END_OF_OPTIONS = "--";

    private ErrorReport() {}

    /** What a command with {@code --json} prints if it has nothing else to print; on one line, as it may follow others. */
    record Failed(Failure error) {}

    /** The code that the program exits with, and what went wrong. */
    record Failure(int exitCode, String message) {}

    /** Has this command line say what went wrong. */
    public static CommandLine saidBy(CommandLine commandLine) {
        CommandLine.IParameterExceptionHandler usage = commandLine.getParameterExceptionHandler();
        UnknownArguments.refusedBy(commandLine);
        return commandLine
                .setExitCodeExceptionMapper(ExitCodes::of)
                .setExecutionExceptionHandler(ErrorReport::explain)
                .setParameterExceptionHandler((error, arguments) -> {
                    int code = error instanceof UnknownArguments.UnknownArgumentException
                            ? said(error)
                            : usage.handleParseException(error, arguments);
                    document(List.of(arguments), code, error);
                    return code;
                });
    }

    private static int said(CommandLine.ParameterException error) {
        error.getCommandLine().getErr().println("stretto: " + Printable.text(message(error)));
        return ExitCodes.USAGE;
    }

    /** Says what went wrong, in one line where it is the user's to mend; the stack only if they ask for it. */
    private static int explain(Exception error, CommandLine command, CommandLine.ParseResult parsed) {
        PrintWriter err = command.getErr();
        int code = ExitCodes.of(error);
        boolean storage = error instanceof JournalException
                || (error instanceof EngineError known && known.kind() == EngineError.Kind.STORAGE);
        boolean inside = code == ExitCodes.INTERNAL && !storage;
        err.println("stretto: " + (inside ? "internal error: " : "") + Printable.text(message(error)));
        if (System.getenv(DEBUG) != null) {
            error.printStackTrace(err);
        } else if (inside) {
            err.println("stretto: set " + DEBUG + "=1 to see where it happened");
        }
        document(parsed.originalArgs(), code, error);
        return code;
    }

    private static void document(List<String> arguments, int code, Exception error) {
        if (arguments.stream()
                .takeWhile(argument -> !argument.equals(END_OF_OPTIONS))
                .anyMatch("--json"::equals)) {
            new Screen(true, false, false).jsonLine(new Failed(new Failure(code, message(error))));
        }
    }

    private static String message(Exception error) {
        return Optional.ofNullable(error.getMessage()).orElseGet(error::toString);
    }
}
