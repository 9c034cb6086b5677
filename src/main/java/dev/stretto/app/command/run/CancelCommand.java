package dev.stretto.app.command.run;

import dev.stretto.app.command.CommonOptions;
import dev.stretto.app.command.ExitCodes;
import dev.stretto.app.command.RunParameter;
import dev.stretto.app.command.RunSession;
import dev.stretto.app.terminal.Screen;
import dev.stretto.engine.run.CommandResult;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Ends a run or one of its tasks. */
@Command(
        name = "cancel",
        description = "Ends a run, or one task of it, with the whole process group; what was done so far is kept.")
public final class CancelCommand implements Callable<Integer> {

    @Mixin
    private final CommonOptions options = new CommonOptions();

    @Parameters(index = "0", paramLabel = "RUN", description = RunParameter.DESCRIPTION)
    private String run = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "TASK", description = "Only this task.")
    private @Nullable String task;

    /** What {@code cancel --json} prints. */
    record Cancelled(
            String run,
            @Nullable String task,
            boolean accepted,
            @Nullable String reason) {}

    @Override
    public Integer call() throws Exception {
        Screen screen = options.screen();
        String id = options.resolve(run);
        try (RunSession session = new RunSession(options.dataDirectory(), screen)) {
            return answer(screen, id, session.cancel(id, Optional.ofNullable(task)));
        }
    }

    private int answer(Screen screen, String id, CommandResult commandResult) {
        String what = task == null ? "run " + id : "task " + task + " of run " + id;
        return switch (commandResult) {
            case CommandResult.Accepted accepted -> {
                if (screen.json()) {
                    screen.document(new Cancelled(id, task, true, null));
                } else {
                    screen.line("Cancelling " + what + ".");
                }
                yield ExitCodes.CLEAN;
            }
            case CommandResult.Rejected rejected -> {
                if (screen.json()) {
                    screen.document(new Cancelled(id, task, false, rejected.reason()));
                } else {
                    screen.note("stretto: " + what + " was not cancelled: " + rejected.reason());
                }
                yield ExitCodes.USAGE;
            }
        };
    }
}
