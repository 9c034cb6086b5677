package dev.stretto.engine.planning;

import dev.stretto.engine.plan.Prompt;
import dev.stretto.engine.plan.SynthesisSpec;
import dev.stretto.engine.planning.FailureDomain.Kind;
import dev.stretto.engine.testreport.FailedTest;
import dev.stretto.engine.text.Listed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Proposes a plan for failures: a task a domain, what keeps the tests from being built before all others. */
public final class FailurePlan {
    private static final int NAMED = 10;
    private static final int MOST_WRITES = 60;
    private static final List<String> CONSTRAINTS = List.of(
            "Find the real issue; do not just increase timeouts or swallow the error",
            "Do not skip, delete or weaken a test; change one only where the test itself is wrong",
            "Do not change other code");
    private static final String RETURNS =
            "Summary of the root cause and of what was fixed, file by file, and which of the tests pass now";

    private final List<FailureDomain> domains;
    private final Map<FailureDomain, String> titles = new HashMap<>();
    private final TaskIds ids = new TaskIds();

    private FailurePlan(List<FailureDomain> domains) {
        this.domains = domains;
        Map<String, Integer> stems = new HashMap<>();
        domains.forEach(domain -> stems.merge(SourcePaths.stem(domain.subject()), 1, Integer::sum));
        domains.forEach(domain -> titles.put(domain, title(domain, stems)));
    }

    /**
     * The plan for these domains.
     *
     * @param source what the failures were taken from, as a phrase: {@code 6 failures in 3 reports}
     * @param domains at least one
     */
    public static PlanDraft of(String source, List<FailureDomain> domains, PlanSettings settings) {
        return new FailurePlan(domains).draft(source, settings);
    }

    private PlanDraft draft(String source, PlanSettings settings) {
        List<TaskDraft> tasks = new ArrayList<>();
        List<String> before = new ArrayList<>();
        for (FailureDomain domain : domains) {
            TaskDraft task = task(domain, List.copyOf(before));
            tasks.add(task);
            if (domain.kind() == Kind.BUILD) {
                before.add(task.id());
            }
        }
        int failures =
                domains.stream().mapToInt(domain -> domain.failures().size()).sum();
        String goal = failures == 1 ? "The failing test passes" : "All " + failures + " failing tests pass";
        boolean all = domains.stream().anyMatch(domain -> domain.kind() == Kind.BUILD);
        return new PlanDraft(
                made(source, tasks),
                settings.orElse("failures", all ? "The tests build, and all of them pass" : goal),
                tasks,
                SynthesisSpec.Integrate.BRANCH);
    }

    private List<String> made(String source, List<TaskDraft> tasks) {
        List<String> made = new ArrayList<>();
        made.add("Made by 'stretto plan from-failures' from " + source + ".");
        made.add(
                "Failures of one test file are one task. Those of several test files are one where they have a cause in common.");
        if (domains.size() == 1) {
            made.add(alone(domains.getFirst()));
        }
        if (domains.size() > 1 && domains.getFirst().kind() == Kind.BUILD) {
            made.add(
                    "As long as the tests do not build, nobody knows whether they would pass: all other tasks come after '"
                            + tasks.getFirst().id() + "'.");
        }
        for (int i = 0; i < domains.size() && domains.size() > 1; i++) {
            FailureDomain domain = domains.get(i);
            made.add("  " + tasks.get(i).id() + ": "
                    + ShownText.count(domain.failures().size(), "failure") + ", "
                    + held(domain));
        }
        if (tasks.stream().anyMatch(task -> task.writes() == null)) {
            made.add(
                    "A task without 'writes' is not held back: its worktree and the synthesis protect the others' work.");
        }
        made.add("Read it through before you run it: whether the tasks are independent is for you to say.");
        return made;
    }

    private static String held(FailureDomain domain) {
        return switch (domain.kind()) {
            case BUILD -> "nothing is run before they are mended";
            case FILE -> domain.subject();
            case CAUSE -> "one cause";
        };
    }

    private static String alone(FailureDomain domain) {
        int count = domain.failures().size();
        return switch (domain.kind()) {
            case BUILD -> "Nothing was run: the tests have to be found and built first, which is one task.";
            case FILE ->
                count == 1
                        ? "There is one failure, so there is one task."
                        : "All " + count
                                + " failures are in one test file, so one subagent investigates them together.";
            case CAUSE ->
                "All " + count + " failures share one cause, so one subagent investigates them together: they "
                        + domain.merges().getFirst().reason() + ".";
        };
    }

    private TaskDraft task(FailureDomain domain, List<String> after) {
        List<String> writes = writes(domain);
        List<String> why = new ArrayList<>();
        domain.merges().forEach(merge -> why.add("One task, because " + merge + "."));
        if (writes == null) {
            why.add(
                    domain.kind() == Kind.BUILD
                            ? "No 'writes': what has to be changed to make it build is not known."
                            : "No 'writes': the reports do not say which production code has to be changed.");
        }
        Prompt.Parts prompt = new Prompt.Parts(
                scope(domain),
                goal(domain),
                FailureContext.of(domain, domains.size()),
                Stream.concat(CONSTRAINTS.stream(), others(domain).stream()).toList(),
                RETURNS);
        return new TaskDraft(ids.next(names(domain)), titles.getOrDefault(domain, ""), prompt, writes, after, why);
    }

    private static List<String> names(FailureDomain domain) {
        String subject = domain.subject();
        String folder = SourcePaths.name(SourcePaths.folder(subject));
        return switch (domain.kind()) {
            case BUILD -> List.of("build");
            case FILE ->
                List.of(
                        about(subject),
                        SourcePaths.stem(subject),
                        folder + "-" + about(subject),
                        subject.replaceFirst("\\.\\w+$", ""));
            case CAUSE -> {
                String stem = SourcePaths.stem(subject);
                boolean missing = domain.merges().getFirst().file() == null && subject.matches(".*[.\\w]");
                yield missing
                        ? List.of("shared-" + subject.substring(subject.lastIndexOf('.') + 1), "shared-" + subject)
                        : List.of(stem, folder + "-" + stem, "shared-" + subject);
            }
        };
    }

    /** Of a file its subject; of a class, which is no path, its last name's. */
    private static String about(String subject) {
        boolean type = !subject.contains("/") && subject.matches("(?:[\\w$]+\\.)+\\p{Lu}[\\w$]*");
        return SourcePaths.subject(type ? subject.substring(subject.lastIndexOf('.') + 1) : subject);
    }

    private static String title(FailureDomain domain, Map<String, Integer> stems) {
        String subject = domain.subject();
        String stem = SourcePaths.stem(subject);
        return ShownText.line(
                switch (domain.kind()) {
                    case BUILD -> "Make the tests build";
                    case FILE -> "Fix " + (stems.getOrDefault(stem, 1) > 1 ? subject : stem);
                    case CAUSE ->
                        "Fix " + subject + ", the cause of "
                                + ShownText.count(domain.failures().size(), "failure");
                });
    }

    private static @Nullable String scope(FailureDomain domain) {
        return ShownText.line(
                switch (domain.kind()) {
                    case BUILD -> "What keeps the tests from being found or compiled";
                    case FILE -> domain.subject();
                    case CAUSE -> domain.subject();
                });
    }

    private static String goal(FailureDomain domain) {
        int count = domain.failures().size();
        if (domain.kind() == Kind.BUILD) {
            return "The tests are found and compiled, and run";
        }
        List<String> names = domain.failures().stream()
                .map(FailedTest::name)
                .map(ShownText::testName)
                .distinct()
                .toList();
        String tests = count == 1 ? "Make its failing test pass: " : "Make its " + count + " failing tests pass: ";
        String shared = "Remove the cause, and with it " + ShownText.count(count, "failure") + ": ";
        return (domain.kind() == Kind.CAUSE ? shared : tests) + Listed.first(NAMED, names);
    }

    /** What others do in the same test files. */
    private List<String> others(FailureDomain domain) {
        List<FailedTest> elsewhere = domain.elsewhere();
        return elsewhere.isEmpty()
                ? List.of()
                : List.of(
                        "Leave "
                                + Listed.first(
                                        3,
                                        elsewhere.stream()
                                                .map(FailedTest::name)
                                                .map(ShownText::testName)
                                                .distinct()
                                                .toList())
                                + " of the same test file alone: another task removes the cause that they share with other test files");
    }

    /** Absent if nothing is known beside the tests: to list these alone would call every fix out of scope. */
    private static @Nullable List<String> writes(FailureDomain domain) {
        List<String> tests = domain.testFiles().stream().map(Globs::of).toList();
        List<String> globs = Globs.sorted(
                Stream.concat(domain.candidates().stream(), tests.stream()).toList());
        boolean known = !domain.candidates().isEmpty() && domain.kind() != Kind.BUILD;
        if (known && globs.size() > MOST_WRITES) {
            globs = domain.candidates();
        }
        return known && Globs.fit(globs) ? globs : null;
    }
}
