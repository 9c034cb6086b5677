package dev.stretto.app.command.plan;

import dev.stretto.app.command.CommonOptions;
import dev.stretto.app.command.UsageException;
import dev.stretto.app.planning.ReadReports;
import dev.stretto.app.planning.RepositoryListing;
import dev.stretto.app.terminal.Screen;
import dev.stretto.engine.planning.FailureDomain;
import dev.stretto.engine.planning.FailureDomains;
import dev.stretto.engine.planning.FailurePlan;
import dev.stretto.engine.planning.PlanDraft;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Makes a plan from what test runners reported: a task for each independent group of failures. */
@Command(
        name = "from-failures",
        description =
                "Makes a plan from test reports: failures of one test file are one task, those of several are one where"
                        + " they have a cause in common, and what does not build comes first.")
public final class PlanFromFailuresCommand implements Callable<Integer> {

    @Mixin
    private final CommonOptions options = new CommonOptions();

    @Mixin
    private final PlanOptions planOptions = new PlanOptions();

    @Parameters(
            arity = "1..*",
            paramLabel = "REPORT",
            description =
                    "Reports of test runners (JUnit XML, 'go test -json', 'jest --json', TAP), folders of them, or - for"
                            + " standard input.")
    private List<String> reports = List.of();

    /** What {@code plan from-failures --json} says beside the plan. */
    record Summary(int reports, int tests, int failures, List<Domain> domains) {}

    /** ErrorReport that are one task. */
    record Domain(FailureDomain.Kind kind, String subject, int failures, List<String> reasons) {
        static Domain of(FailureDomain domain) {
            return new Domain(
                    domain.kind(),
                    domain.subject(),
                    domain.failures().size(),
                    domain.merges().stream().map(FailureDomain.Merge::toString).toList());
        }
    }

    @Override
    public Integer call() throws Exception {
        Screen screen = options.screen();
        ReadReports read = ReadReports.from(reports, System.in);
        List<String> problems = new ArrayList<>(planOptions.problems());
        problems.addAll(read.problems());
        UsageException.throwIfAny(problems);
        RepositoryListing repository = RepositoryListing.of(planOptions.repository);
        List<FailureDomain> domains = FailureDomains.of(read.failures(), repository.forPlanner());
        int failures =
                domains.stream().mapToInt(domain -> domain.failures().size()).sum();
        Summary summary = new Summary(
                read.reports(),
                read.tests(),
                failures,
                domains.stream().map(Domain::of).toList());
        String source = PlannedFile.counted(failures, "failure") + " in "
                + PlannedFile.counted(read.reports(), "report") + " on " + PlannedFile.counted(read.tests(), "test");
        if (domains.isEmpty()) {
            return PlannedFile.nothing(screen, summary, "nothing to plan: " + source);
        }
        PlanDraft draft = FailurePlan.of(source, domains, planOptions.settings(repository));
        return PlannedFile.give(draft, planOptions, screen, summary, notes(source, domains));
    }

    private static List<String> notes(String source, List<FailureDomain> domains) {
        List<String> notes = new ArrayList<>();
        notes.add(source + ": " + PlannedFile.counted(domains.size(), "task"));
        domains.forEach(domain -> domain.merges().forEach(merge -> notes.add("  one task, because " + merge)));
        return notes;
    }
}
