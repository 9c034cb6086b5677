package dev.stretto.app.command.plan;

import dev.stretto.app.command.CommonOptions;
import dev.stretto.app.command.UsageException;
import dev.stretto.app.planning.RepositoryListing;
import dev.stretto.app.terminal.Screen;
import dev.stretto.engine.plan.InvalidPlanException;
import dev.stretto.engine.planfile.PerspectiveFileReader;
import dev.stretto.engine.planning.Perspective;
import dev.stretto.engine.planning.PerspectivePlan;
import dev.stretto.engine.planning.PlanDraft;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a plan that looks at a repository from several perspectives at once and changes nothing. */
@Command(
        name = "from-perspectives",
        description =
                "Makes a plan that looks at the repository from several perspectives at once: security, performance, test"
                        + " coverage, architecture, or your own. Its tasks change nothing; their findings are in the report.")
public final class PlanFromPerspectivesCommand implements Callable<Integer> {

    @Mixin
    private final CommonOptions options = new CommonOptions();

    @Mixin
    private final PlanOptions planOptions = new PlanOptions();

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description =
                    "Your own perspectives (YAML): a list 'perspectives', each with name, goal, looksAt, returns.")
    private @Nullable Path file;

    @Option(names = "--only", split = ",", paramLabel = "NAME", description = "Only those with these names.")
    private List<String> only = List.of();

    /** What {@code plan from-perspectives --json} says beside the plan. */
    record Summary(List<String> perspectives) {}

    @Override
    public Integer call() throws Exception {
        Screen screen = options.screen();
        List<String> problems = new ArrayList<>(planOptions.problems());
        List<Perspective> all = List.of();
        try {
            all = file == null ? Perspective.DEFAULTS : read(file);
        } catch (InvalidPlanException e) {
            e.problems().forEach(problem -> problems.add(problem.toString()));
        } catch (IOException e) {
            problems.add(file + ": found no file that can be read, expected one with perspectives");
        }
        List<Perspective> chosen = chosen(all, problems);
        UsageException.throwIfAny(problems);
        RepositoryListing repository = RepositoryListing.of(planOptions.repository);
        PlanDraft draft = PerspectivePlan.of(chosen, planOptions.settings(repository));
        Summary summary = new Summary(chosen.stream().map(Perspective::name).toList());
        return PlannedFile.give(
                draft, planOptions, screen, summary, List.of(PlannedFile.counted(chosen.size(), "perspective")));
    }

    private static List<Perspective> read(Path file) throws IOException, InvalidPlanException {
        try (InputStream in = Files.newInputStream(file)) {
            return PerspectiveFileReader.read(file.toString(), in);
        }
    }

    private List<Perspective> chosen(List<Perspective> all, List<String> problems) {
        if (only.isEmpty() || all.isEmpty()) {
            return all;
        }
        Set<String> wanted =
                only.stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        Set<String> known =
                all.stream().map(each -> each.name().toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        for (String name : only) {
            if (!known.contains(name.strip().toLowerCase(Locale.ROOT))) {
                problems.add("--only: found '" + name + "', expected some of "
                        + all.stream().map(Perspective::name).collect(Collectors.joining(", ")));
            }
        }
        return all.stream()
                .filter(each -> wanted.contains(each.name().toLowerCase(Locale.ROOT)))
                .toList();
    }
}
