package dev.stretto.app.command.plan;

import dev.stretto.app.command.CommonOptions;
import dev.stretto.app.command.UsageException;
import dev.stretto.app.planning.RepositoryListing;
import dev.stretto.app.terminal.Screen;
import dev.stretto.engine.planning.ListedTask;
import dev.stretto.engine.planning.PlanDraft;
import dev.stretto.engine.planning.TaskList;
import dev.stretto.engine.planning.TaskListPlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a plan from tasks that somebody has listed: in words on the command line, in a file, or as a checklist. */
@Command(
        name = "from-tasks",
        description =
                "Makes a plan from a list of tasks: texts on the command line, a file with a task a line, or a Markdown"
                        + " checklist, of which items that are ticked off are left out.")
public final class PlanFromTasksCommand implements Callable<Integer> {
    private static final String STANDARD_INPUT = "-";

    @Mixin
    private final CommonOptions options = new CommonOptions();

    @Mixin
    private final PlanOptions planOptions = new PlanOptions();

    @Parameters(arity = "0..*", paramLabel = "TEXT", description = "A task each, or - for a list on standard input.")
    private List<String> texts = List.of();

    @Option(names = "--file", paramLabel = "FILE", description = "A file with the list; may be given several times.")
    private List<Path> files = List.of();

    /** What {@code plan from-tasks --json} says beside the plan. */
    record Summary(int open, List<String> done) {}

    @Override
    public Integer call() throws Exception {
        Screen screen = options.screen();
        List<String> problems = new ArrayList<>(planOptions.problems());
        List<ListedTask> open = new ArrayList<>();
        List<String> done = new ArrayList<>();
        for (String text : texts) {
            if (text.equals(STANDARD_INPUT)) {
                add(new String(System.in.readAllBytes(), StandardCharsets.UTF_8), open, done);
            } else if (text.isBlank()) {
                problems.add("TEXT: found a blank, expected what is to be done");
            } else {
                open.add(new ListedTask(text.strip(), ""));
            }
        }
        for (Path file : files) {
            String list = read(file, problems);
            if (list != null) {
                add(list, open, done);
            }
        }
        if (texts.isEmpty() && files.isEmpty()) {
            problems.add("TEXT: found none, expected tasks, --file, or - for standard input");
        }
        UsageException.throwIfAny(problems);
        Summary summary = new Summary(open.size(), done);
        String source = PlannedFile.counted(open.size(), "open task")
                + (done.isEmpty() ? "" : "; left out, because ticked off: " + String.join(", ", done));
        if (open.isEmpty()) {
            return PlannedFile.nothing(screen, summary, "nothing to plan: " + source);
        }
        RepositoryListing repository = RepositoryListing.of(planOptions.repository);
        PlanDraft draft = TaskListPlan.of(open, done.size(), planOptions.settings(repository));
        return PlannedFile.give(draft, planOptions, screen, summary, List.of(source));
    }

    private static void add(String text, List<ListedTask> open, List<String> done) {
        TaskList list = TaskList.of(text);
        open.addAll(list.open());
        done.addAll(list.done());
    }

    private static @Nullable String read(Path file, List<String> problems) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            problems.add(file + ": found no text file in UTF-8 that can be read, expected a list of tasks");
            return null;
        }
    }
}
