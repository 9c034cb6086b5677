package dev.stretto.app.command.erase;

import dev.stretto.app.command.CommonOptions;
import dev.stretto.app.command.DiskUse;
import dev.stretto.app.command.ExitCodes;
import dev.stretto.app.command.RunParameter;
import dev.stretto.app.command.RunSession;
import dev.stretto.app.command.UsageException;
import dev.stretto.app.terminal.Screen;
import dev.stretto.engine.run.CommandResult;
import dev.stretto.persistence.journal.EventLog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Erases the free texts of a run that is over. */
@Command(
        name = "erase",
        description =
                "Erases what people and subagents have written in a run that is over: prompts, summaries, messages and"
                        + " outputs. The log says that it was done, when, by whom and why, and still verifies. Commits stay.")
public final class EraseCommand implements Callable<Integer> {
    private static final String YES = "yes";

    @Mixin
    private final CommonOptions options = new CommonOptions();

    @Parameters(index = "0", paramLabel = "RUN", description = RunParameter.DESCRIPTION)
    private String run = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "TASK",
            description = "Only the texts of this task, and of those that the same subagent carried out.")
    private @Nullable String task;

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "Why; it stays in the log, so it must not say what is erased.")
    private String reason = "";

    @Option(names = "--dry-run", description = "Say what would be erased, and erase nothing.")
    private boolean dryRun;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    /**
     * What {@code erase --json} prints.
     *
     * @param texts how many texts beside the log
     * @param artifacts how many outputs
     * @param branches where commits of these tasks are, which stay as they are
     * @param refusal why nothing was erased; absent if it was, or was not to be
     */
    record Erased(
            String run,
            @Nullable String task,
            boolean dryRun,
            int texts,
            int artifacts,
            long bytes,
            List<String> branches,
            @Nullable String refusal) {}

    @Override
    public Integer call() throws Exception {
        if (reason.isBlank()) {
            throw new UsageException("--reason: found nothing, expected why");
        }
        Screen screen = options.screen();
        String id = options.resolve(run);
        ErasePreview preview = preview(id);
        if (dryRun) {
            say(id, preview, null, screen);
            return ExitCodes.CLEAN;
        }
        if (!yes && !agreed(id, preview, screen)) {
            screen.note("stretto: nothing was erased");
            return ExitCodes.USAGE;
        }
        try (RunSession session = new RunSession(options.dataDirectory(), screen)) {
            CommandResult result = session.erase(id, Optional.ofNullable(task), reason);
            return switch (result) {
                case CommandResult.Accepted accepted -> {
                    say(id, preview, null, screen);
                    yield ExitCodes.CLEAN;
                }
                case CommandResult.Rejected rejected -> {
                    say(id, preview, rejected.reason(), screen);
                    yield ExitCodes.USAGE;
                }
            };
        }
    }

    private ErasePreview preview(String id) throws Exception {
        try (EventLog logs = options.logs()) {
            return ErasePreview.of(logs, id, Optional.ofNullable(task));
        }
    }

    private boolean agreed(String id, ErasePreview preview, Screen screen) throws IOException, UsageException {
        if (!screen.interactive()) {
            throw new UsageException("nobody can be asked here whether " + amount(preview)
                    + " are to be erased for good: say --yes, or --dry-run to see what would go");
        }
        screen.note("This erases " + amount(preview) + " of " + what(id) + " for good. Type '" + YES + "' to go on:");
        // Not closed: it is the program's.
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        return YES.equals(Optional.ofNullable(in.readLine()).orElse("").strip());
    }

    private void say(String id, ErasePreview preview, @Nullable String refusal, Screen screen) {
        if (screen.json()) {
            screen.document(new Erased(
                    id,
                    task,
                    dryRun,
                    preview.texts(),
                    preview.artifacts(),
                    preview.bytes(),
                    preview.branches(),
                    refusal));
            return;
        }
        if (refusal != null) {
            screen.note("stretto: nothing was erased: " + refusal);
            return;
        }
        screen.line((dryRun ? "Would erase " : "Erased ") + amount(preview) + " of " + what(id) + ".");
        if (!preview.branches().isEmpty()) {
            screen.line("What was committed is not erased, and stands on: " + String.join(", ", preview.branches()));
        }
    }

    private static String amount(ErasePreview preview) {
        return preview.texts() + " texts and " + preview.artifacts() + " outputs, " + DiskUse.format(preview.bytes());
    }

    private String what(String id) {
        return task == null ? "run " + id : "task " + task + " of run " + id;
    }
}
