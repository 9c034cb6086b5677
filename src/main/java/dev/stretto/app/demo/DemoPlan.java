package dev.stretto.app.demo;

import dev.stretto.app.demo.TestResults.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the plan for the sample's failures: one task per failing class, each with a focused prompt. */
public final class DemoPlan {
    /** How many tests of the sample fail. */
    public static final int FAILURES = 6;

    private static final int SECONDS = 4;
    private static final String SUBAGENT = "subagent:";

    private DemoPlan() {}

    /** The plan's text. */
    public static String of(SampleProject project, List<Failure> failures) {
        Map<String, List<Failure>> byClass = failures.stream()
                .collect(Collectors.groupingBy(Failure::testClass, LinkedHashMap::new, Collectors.toList()));
        StringBuilder plan = new StringBuilder();
        plan.append("""
                # Made by 'stretto demo' from the failures of the sample's tests: one task per failing class.
                version: 1
                name: agent-failures
                goal: All tests of the agent runtime pass
                workspace:
                  repository: %s
                defaults:
                  subagent: { command: [%s, "{task}", "%d"] }
                  timeout: 2m
                  idle: 1m
                tasks:
                """.formatted(
                        quoted(project.directory().toString()),
                        quoted(project.subagent().toString()),
                        SECONDS));
        byClass.forEach((testClass, ofClass) -> plan.append(task(testClass, ofClass)));
        plan.append("""
                synthesis:
                  verify: { command: [%s], timeout: 2m }
                """.formatted(
                SampleProject.testCommand().stream().map(DemoPlan::quoted).collect(Collectors.joining(", "))));
        return plan.toString();
    }

    private static String task(String testClass, List<Failure> failures) {
        String subject = testClass.substring(0, testClass.length() - "Test".length());
        String context = failures.stream()
                .map(failure -> "        " + failure.test() + ":\n          "
                        + failure.message().strip().replaceAll("\\R", " "))
                .collect(Collectors.joining("\n"));
        return """
                  - id: %s
                    title: Fix %s
                    prompt:
                      scope: src/test/java/agent/%s.java
                      goal: Make its %d failing tests pass
                      context: |
                %s
                      constraints:
                        - Do not just increase timeouts; find the real issue
                        - Do not change other code
                      returns: Summary of the root cause and of what was fixed
                    writes: ["src/{main,test}/java/agent/%s*.java"]
                """.formatted(subject.toLowerCase(Locale.ROOT), testClass, testClass, failures.size(), context, subject);
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

    /** As a double-quoted YAML string. */
    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
