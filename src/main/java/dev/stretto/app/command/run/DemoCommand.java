package dev.stretto.app.command.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stretto.app.command.CommonOptions;
import dev.stretto.app.command.ExitCodes;
import dev.stretto.app.command.PlanFiles;
import dev.stretto.app.command.RunSession;
import dev.stretto.app.demo.DemoPlan;
import dev.stretto.app.demo.SampleProject;
import dev.stretto.app.planning.ReadReports;
import dev.stretto.app.terminal.ReportText;
import dev.stretto.app.terminal.Screen;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.planning.PlanFileWriter;
import dev.stretto.engine.report.Report;
import dev.stretto.engine.testreport.FailedTest;
import dev.stretto.persistence.codec.StrettoJson;
import dev.stretto.persistence.directory.DataDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The seed's real example, for real: six failing tests in three classes, three subagents at once, whole suite green. */
@Command(
        name = "demo",
        description =
                "A sample project with six failing tests in three classes: three subagents fix them at once, their"
                        + " work is merged, the whole suite passes.")
public final class DemoCommand implements Callable<Integer> {

    @Mixin
    private final CommonOptions options = new CommonOptions();

    /** What {@code demo --json} says beside the report. */
    record Demo(Path project, Path plan, Counts before, Counts after) {}

    /** How many tests there were, and how many of them failed. */
    record Counts(int tests, int failed) {
        static Counts of(ReadReports read) {
            return new Counts(read.tests(), read.failures().size());
        }

        @Override
        public String toString() {
            return tests + " tests, " + failed + " failed";
        }
    }

    @Override
    public Integer call() throws Exception {
        Screen screen = options.screen();
        DataDirectory data = options.dataDirectory();
        data.create();
        SampleProject project = SampleProject.copyTo(data.root().resolve("demo"));
        screen.progress("A sample project with its own git repository is in " + project.directory());
        screen.progress("Running its tests ...");
        ReadReports before = project.runTests();
        Counts failed = Counts.of(before);
        before.failures().stream().map(DemoCommand::inWords).sorted().forEach(screen::progress);
        screen.progress("  " + failed);

        Path planFile = project.directory().resolveSibling("plan.yaml");
        Files.writeString(planFile, PlanFileWriter.write(DemoPlan.of(project, before)));
        Plan plan = PlanFiles.read(planFile.toString(), false);
        screen.progress("");
        screen.progress(
                "The plan, made as 'stretto plan from-failures' makes it, one task per failing class: " + planFile);
        screen.progress("The subagents of this demo are scripts: each waits a few seconds and applies a prepared fix.");
        screen.progress("");
        Report report = run(data, plan, screen);
        Counts after = Counts.of(project.testsOf(report));
        print(screen, report, new Demo(project.directory(), planFile, failed, after));
        boolean asPromised = report.clean() && failed.failed() == DemoPlan.FAILURES && after.failed() == 0;
        return asPromised ? ExitCodes.CLEAN : Math.max(ExitCodes.UNCLEAN, ExitCodes.of(report));
    }

    private static String inWords(FailedTest failure) {
        String type = failure.suite().substring(failure.suite().lastIndexOf('.') + 1);
        return "  FAILED " + type + ": " + failure.name().replace('_', ' ').replace("()", "");
    }

    private static Report run(DataDirectory data, Plan plan, Screen screen) throws Exception {
        try (RunSession session = new RunSession(data, screen)) {
            return session.follow(session.start(plan), RunSession.Interrupt.CANCELS);
        }
    }

    private static void print(Screen screen, Report report, Demo demo) {
        if (screen.json()) {
            ObjectMapper json = StrettoJson.mapper();
            ObjectNode document = json.valueToTree(report);
            document.set("demo", json.valueToTree(demo));
            screen.document(document);
            return;
        }
        ReportText.of(report, screen.unicode()).forEach(screen::line);
        screen.line("");
        screen.line("Before: " + demo.before());
        screen.line("After:  " + demo.after());
        screen.line("");
        screen.line("For a real coding agent, replace this line of " + demo.plan() + ":");
        screen.line("    " + DemoPlan.subagentLine(demo.plan()));
        screen.line("by");
        screen.line("    subagent: {profile: claude}      # or codex, gemini, opencode");
        screen.line("and run: stretto run " + demo.plan());
    }
}
