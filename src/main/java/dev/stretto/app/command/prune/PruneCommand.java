package dev.stretto.app.command.prune;

import dev.stretto.app.command.CommonOptions;
import dev.stretto.app.command.DiskUse;
import dev.stretto.app.command.ExitCodes;
import dev.stretto.app.command.RunParameter;
import dev.stretto.app.command.UsageException;
import dev.stretto.app.terminal.Screen;
import dev.stretto.engine.plan.Durations;
import dev.stretto.subagents.git.cleanup.Cleanup;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Removes finished runs. */
@Command(
        name = "prune",
        description =
                "Removes finished runs: workspaces, branches, outputs and events. Work that is on no branch of yours is"
                        + " never removed, and the run that did it stays.")
public final class PruneCommand implements Callable<Integer> {

    @Mixin
    private final CommonOptions options = new CommonOptions();

    @Parameters(arity = "0..*", paramLabel = "RUN", description = RunParameter.DESCRIPTION)
    private List<String> runs = List.of();

    @Option(
            names = "--older-than",
            paramLabel = "TIME",
            description = "All finished runs that ended longer ago than this, for instance 30d.")
    private @Nullable String olderThan;

    @Option(names = "--keep", paramLabel = "N", description = "All finished runs but the N newest.")
    private @Nullable Integer keep;

    @Option(names = "--dry-run", description = "Say what would be removed, and remove nothing.")
    private boolean dryRun;

    @Override
    public Integer call() throws Exception {
        Screen screen = options.screen();
        Prune.Choice choice = choice();
        if (!Files.exists(options.dataDirectoryToRead().journal())) {
            throw new UsageException(
                    "there are no runs in " + options.dataDirectory().root());
        }
        Prune.Pruned pruned = new Prune(options.dataDirectory(), dryRun).execute(choice);
        if (screen.json()) {
            screen.document(pruned);
        } else {
            print(pruned, screen);
        }
        return ExitCodes.CLEAN;
    }

    private Prune.Choice choice() throws UsageException {
        if (runs.isEmpty() && olderThan == null && keep == null) {
            throw new UsageException(
                    "say which runs: by id, --older-than 30d, or --keep 20; --dry-run shows what would go");
        }
        if (keep != null && keep < 0) {
            throw new UsageException("--keep: found " + keep + ", expected 0 or more");
        }
        Optional<Instant> before = Optional.empty();
        if (olderThan != null) {
            Duration age = Durations.parse(olderThan)
                    .orElseThrow(() -> new UsageException(
                            "--older-than: found '" + olderThan + "', expected a duration such as 30d or 12h"));
            before = Optional.of(Instant.now().minus(age));
        }
        return new Prune.Choice(runs, before, Optional.ofNullable(keep));
    }

    private static boolean isReference(Cleanup.Kept kept) {
        return kept.what().startsWith("refs/");
    }

    private static void print(Prune.Pruned pruned, Screen screen) {
        String verb = pruned.dryRun() ? "would remove " : "removed ";
        for (Prune.PrunedRun run : pruned.runs()) {
            screen.line((run.removed() ? verb + "run " : "keeps run ")
                    + run.run()
                    + (run.bytes() > 0 ? ", " + DiskUse.format(run.bytes()) : ""));
            run.kept().forEach(kept -> screen.line("    keeps " + kept.what() + ": " + kept.why()));
        }
        if (pruned.runs().stream().flatMap(run -> run.kept().stream()).anyMatch(PruneCommand::isReference)) {
            screen.line("To throw work away on purpose, delete what keeps it, in its repository, and prune again:"
                    + " git update-ref -d REFERENCE");
        }
        if (pruned.note() != null) {
            screen.note("stretto: " + pruned.note());
        }
        if (pruned.runs().isEmpty()) {
            screen.line("No finished run is meant by that.");
        } else {
            screen.line((pruned.dryRun() ? "It would free " : "Freed ") + DiskUse.format(pruned.bytes()) + " in all.");
        }
    }
}
