package dev.stretto.app.command.plan;

import dev.stretto.app.command.ExitCodes;
import dev.stretto.app.command.PlanFiles;
import dev.stretto.app.terminal.Screen;
import dev.stretto.engine.plan.InvalidPlanException;
import dev.stretto.engine.planning.PlanDraft;
import dev.stretto.engine.planning.PlanFileWriter;
import dev.stretto.engine.planning.TaskDraft;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives a plan that was made to the user: to a file or standard output, checked, with a word on what comes next. */
final class PlannedFile {
    private PlannedFile() {}

    /**
     * What the commands with {@code --json} print.
     *
     * @param file where the plan was written; absent if it is only here
     * @param summary what it was made from, as the pattern tells it
     * @param plan the plan's file; absent if there was nothing to plan
     */
    record Planned(
            @Nullable String file,
            Object summary,
            List<PlannedTask> tasks,
            @Nullable String plan) {}

    /** A task of a plan that was made; {@code writes} is absent where nothing says what it will change. */
    record PlannedTask(String id, String title, @Nullable List<String> writes, List<String> needs) {
        static PlannedTask of(TaskDraft task) {
            return new PlannedTask(task.id(), task.title(), task.writes(), task.needs());
        }
    }

    /**
     * Writes the plan.
     *
     * @param summary for {@code --json}
     * @param notes what the user should know, line by line
     */
    static int give(PlanDraft draft, PlanOptions options, Screen screen, Object summary, List<String> notes)
            throws IOException, InvalidPlanException {
        String text = PlanFileWriter.write(draft);
        Path file = options.output;
        PlanFiles.check(file == null ? "the plan" : file.toString(), text, options.folder());
        if (file != null) {
            Files.writeString(file, text);
        }
        if (screen.json()) {
            screen.document(new Planned(
                    file == null ? null : file.toString(),
                    summary,
                    draft.tasks().stream().map(PlannedTask::of).toList(),
                    text));
        } else if (file == null) {
            screen.out().print(text);
            screen.out().flush();
        }
        if (screen.showsProgress()) {
            String shown = file == null ? "PLAN" : file.toString();
            notes.forEach(screen::note);
            screen.note(file == null ? "next: save it to a file, and then" : "written to " + file + "; next:");
            screen.note("  stretto check " + shown + "    # what would run together, and why");
            screen.note("  stretto run " + shown);
        }
        return ExitCodes.CLEAN;
    }

    /** {@code 1 task}, {@code 2 tasks}. */
    static String counted(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    /** Says that there is nothing to plan, which is no failure. */
    static int nothing(Screen screen, Object summary, String why) {
        if (screen.json()) {
            screen.document(new Planned(null, summary, List.of(), null));
        }
        screen.note(why);
        return ExitCodes.CLEAN;
    }
}
