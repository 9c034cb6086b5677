package dev.stretto.app.command.plan;

import dev.stretto.app.command.CommonOptions;
import dev.stretto.app.command.UsageException;
import dev.stretto.app.planning.RepositoryListing;
import dev.stretto.app.planning.SharedFiles;
import dev.stretto.app.terminal.Screen;
import dev.stretto.engine.planning.DirectoryPlan;
import dev.stretto.engine.planning.PlanDraft;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a plan that does the same in several folders: a task a folder, or as many tasks as wanted, of about the same size. */
@Command(
        name = "from-directories",
        description =
                "Makes a plan that does the same in several folders: a task a folder, each of which may change its own.")
public final class PlanFromDirectoriesCommand implements Callable<Integer> {

    @Mixin
    private final CommonOptions options = new CommonOptions();

    @Mixin
    private final PlanOptions planOptions = new PlanOptions();

    @Parameters(
            arity = "0..*",
            paramLabel = "DIR",
            description = "The folders (default: the repository's root, with --depth or --tasks).")
    private List<String> folders = List.of();

    @Option(names = "--depth", paramLabel = "N", description = "A task for each folder that lies so deep below them.")
    private int depth;

    @Option(
            names = "--tasks",
            paramLabel = "N",
            description = "So many tasks at most, balanced by the size of their files.")
    private int tasks;

    /** What {@code plan from-directories --json} says beside the plan. */
    record Summary(int files, long bytes, int skipped) {}

    @Override
    public Integer call() throws Exception {
        Screen screen = options.screen();
        List<String> problems = new ArrayList<>(planOptions.problems());
        problems.addAll(ownProblems());
        RepositoryListing repository = RepositoryListing.of(planOptions.repository);
        Path root = repository.root();
        if (root == null) {
            problems.add(
                    "--repository: found none at the current folder, expected a git repository: its files are what is shared out");
            throw UsageException.of(problems);
        }
        List<String> inRoot = inRoot(root, problems);
        SharedFiles shared = SharedFiles.of(root, repository.files(), inRoot);
        problems.addAll(shared.problems());
        UsageException.throwIfAny(problems);
        DirectoryPlan.Request request = new DirectoryPlan.Request(
                inRoot, depth, tasks, Optional.ofNullable(planOptions.goal).orElse(""), shared.skipped());
        PlanDraft draft = DirectoryPlan.of(request, shared.files(), planOptions.settingsWithoutGoal(repository));
        long bytes = shared.files().stream().mapToLong(file -> file.bytes()).sum();
        Summary summary = new Summary(shared.files().size(), bytes, shared.skipped());
        return PlannedFile.give(draft, planOptions, screen, summary, notes(draft, summary));
    }

    private List<String> ownProblems() {
        List<String> problems = new ArrayList<>();
        if (planOptions.goal == null) {
            problems.add(
                    "--goal: found none, expected what is to be done in each folder: --goal 'Document {directory}'");
        }
        if (depth < 0 || tasks < 0) {
            problems.add("--depth, --tasks: found a number below 0, expected 1 or more");
        }
        if (folders.isEmpty() && depth == 0 && tasks == 0) {
            problems.add("DIR: found none, expected folders, or --depth or --tasks to divide the whole repository");
        }
        return problems;
    }

    /** The folders as paths relative to the repository's root; those outside are added to the problems. */
    private List<String> inRoot(Path root, List<String> problems) throws IOException {
        Set<String> paths = new LinkedHashSet<>();
        for (String folder : folders.isEmpty() ? List.of(root.toString()) : folders) {
            Path path = Path.of(folder).toAbsolutePath().normalize();
            Path real = path.toFile().exists() ? path.toRealPath() : path;
            if (real.startsWith(root)) {
                paths.add(root.relativize(real).toString());
            } else {
                problems.add(folder + ": found a folder outside " + root + ", expected one in the repository");
            }
        }
        return List.copyOf(paths);
    }

    private List<String> notes(PlanDraft draft, Summary summary) {
        List<String> notes = new ArrayList<>();
        String skipped =
                summary.skipped() == 0 ? "" : ", without " + summary.skipped() + " that are generated or vendored";
        notes.add(PlannedFile.counted(summary.files(), "file") + skipped + ": "
                + PlannedFile.counted(draft.tasks().size(), "task"));
        for (String found : DirectoryPlan.unknownPlaceholders(
                Optional.ofNullable(planOptions.goal).orElse(""))) {
            notes.add("--goal: " + found + " is no placeholder and stays as it is; there is only "
                    + DirectoryPlan.PLACEHOLDER);
        }
        return notes;
    }
}
