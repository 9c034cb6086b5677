package dev.stretto.app.command.audit;

import dev.stretto.app.command.CommonOptions;
import dev.stretto.app.command.ExitCodes;
import dev.stretto.app.command.RunParameter;
import dev.stretto.app.command.UsageException;
import dev.stretto.app.terminal.Screen;
import dev.stretto.persistence.export.LogExport;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads a run's event log: who did what when, and whether the log can be trusted. */
@Command(name = "audit", description = "Prints a run's event log, checks it, or writes it to a file. Needs no engine.")
public final class AuditCommand implements Callable<Integer> {
    @Mixin
    private final CommonOptions options = new CommonOptions();

    @Parameters(paramLabel = "RUN", description = RunParameter.DESCRIPTION + " Or a file that --export has written.")
    private String run = "";

    @Option(
            names = "--verify",
            description =
                    "Check the chain of hashes, that every transition was legal, the artifacts, and the integration's"
                            + " commits.")
    private boolean verify;

    @Option(
            names = "--expect",
            paramLabel = "HASH",
            description =
                    "With --verify: the log must have the event with this hash, which a report gave as log.chain.")
    private @Nullable String expected;

    @Option(names = "--at", paramLabel = "N", description = "The todo list as it stood after event N.")
    private @Nullable Long at;

    @Option(names = "--task", paramLabel = "ID", description = "Print only events that name this task. Repeatable.")
    private List<String> tasks = List.of();

    @Option(names = "--type", paramLabel = "TYPE", description = "Print only events of this type. Repeatable.")
    private List<String> types = List.of();

    @Option(
            names = "--export",
            paramLabel = "FILE",
            description = "Write the log and its artifacts to a new file, which needs nothing else to be read.")
    private @Nullable String export;

    @Override
    public Integer call() throws Exception {
        LogListing listing = new LogListing(tasks, types);
        refuseWhatDoesNotGoTogether(listing);
        Screen screen = options.screen();
        AuditedLog log = AuditedLog.named(run, options);
        LogExport exported = export == null ? null : LogExports.write(log, Path.of(export));
        int code = exported == null ? ExitCodes.CLEAN : LogExports.say(exported, screen);
        if (verify) {
            return Math.max(code, LogVerification.verify(log, expected, exported, options, screen));
        }
        if (at != null) {
            TodosAt.of(log, at).print(screen);
        } else if (exported == null) {
            listing.print(log, screen);
        } else if (screen.json()) {
            screen.document(exported);
        }
        log.problems().forEach(problem -> screen.note("stretto: " + log.place() + ": " + problem));
        return log.problems().isEmpty() ? code : ExitCodes.CORRUPT;
    }

    private void refuseWhatDoesNotGoTogether(LogListing listing) throws UsageException {
        if (listing.chooses() && (verify || at != null || export != null)) {
            throw new UsageException("--task and --type choose among the events that are printed; --verify, --at and"
                    + " --export are about all of them");
        }
        if (at != null && (verify || export != null)) {
            throw new UsageException("--at is about one moment of the log; --verify and --export are about all of it");
        }
        if (expected != null) {
            if (!verify) {
                throw new UsageException("--expect goes with --verify");
            }
            LogVerification.checkExpected(expected);
        }
        if (export != null) {
            LogExports.checkName(export);
        }
        listing.checkTypes();
    }
}
