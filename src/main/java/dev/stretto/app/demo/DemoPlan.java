package dev.stretto.app.demo;

import dev.stretto.app.planning.ReadReports;
import dev.stretto.app.planning.RepositoryListing;
import dev.stretto.engine.plan.SubagentSpec;
import dev.stretto.engine.planning.FailureDomain;
import dev.stretto.engine.planning.FailureDomains;
import dev.stretto.engine.planning.FailurePlan;
import dev.stretto.engine.planning.PlanDraft;
import dev.stretto.engine.planning.PlanSettings;
import dev.stretto.subagents.git.WorkspaceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Makes the plan for the sample's failures, as {@code stretto plan from-failures} does, with the demo's subagent. */
public final class DemoPlan {
    /** How many tests of the sample fail. */
    public static final int FAILURES = 6;

    private static final String SECONDS = "4";
    private static final String SUBAGENT = "subagent:";

    private DemoPlan() {}

    /** The plan for what the sample's tests reported. */
    public static PlanDraft of(SampleProject project, ReadReports reports) throws WorkspaceException {
        RepositoryListing repository = RepositoryListing.of(project.directory());
        List<FailureDomain> domains = FailureDomains.of(reports.failures(), repository.forPlanner());
        PlanSettings settings = new PlanSettings(
                "agent-failures",
                "All tests of the agent runtime pass",
                project.directory().toString(),
                new SubagentSpec.Command(List.of(project.subagent().toString(), "{task}", SECONDS)),
                Duration.ofMinutes(2),
                Duration.ofMinutes(1),
                SampleProject.testCommand(),
                null);
        return FailurePlan.of("the failures of the sample's tests", domains, settings);
    }

    /** The line of a plan file that says who the subagent is. */
    public static String subagentLine(Path plan) {
        try (var lines = Files.lines(plan)) {
            return lines.map(String::strip)
                    .filter(line -> line.startsWith(SUBAGENT))
                    .findFirst()
                    .orElse(SUBAGENT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
