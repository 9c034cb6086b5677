package dev.stretto.engine.lint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.stretto.engine.plan.InvalidPlanException;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.planfile.PlanReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The prompts of {@code prompts.yaml}, each with the warnings that a person would give. */
final class PromptCorpus {

    /** A plan, with what a person would advise on each of its tasks. */
    record Entry(String name, String set, String source, Plan plan, Map<String, Set<LintRule>> expected) {

        Map<String, Set<LintRule>> found() {
            Map<String, Set<LintRule>> found = new HashMap<>();
            expected.keySet().forEach(task -> found.put(task, EnumSet.noneOf(LintRule.class)));
            PromptLint.of(plan)
                    .forEach(lint -> lint.tasks()
                            .forEach(task ->
                                    Objects.requireNonNull(found.get(task)).add(lint.rule())));
            return found;
        }
    }

    /** How a rule did: prompts where it speaks and should, where it should not speak, and where it should and does not. */
    record Score(int hits, int falseAlarms, int misses) {
        Score plus(boolean expected, boolean found) {
            return new Score(
                    hits + (expected && found ? 1 : 0),
                    falseAlarms + (!expected && found ? 1 : 0),
                    misses + (expected && !found ? 1 : 0));
        }
    }

    private PromptCorpus() {}

    static List<Entry> entries() {
        try (InputStream in = Objects.requireNonNull(PromptCorpus.class.getResourceAsStream("prompts.yaml"))) {
            List<Entry> entries = new ArrayList<>();
            new YAMLMapper().readTree(in).forEach(node -> entries.add(entry((ObjectNode) node)));
            return entries;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<LintRule, Score> scores(List<Entry> entries) {
        Map<LintRule, Score> scores = new EnumMap<>(LintRule.class);
        // The corpus has prompts, and no commands.
        for (LintRule rule : EnumSet.complementOf(EnumSet.of(LintRule.PLACEHOLDER_IN_SHELL))) {
            scores.put(rule, new Score(0, 0, 0));
        }
        for (Entry entry : entries) {
            Map<String, Set<LintRule>> found = entry.found();
            entry.expected()
                    .forEach((task, expected) -> scores.replaceAll((rule, score) -> score.plus(
                            expected.contains(rule),
                            found.getOrDefault(task, Set.of()).contains(rule))));
        }
        return scores;
    }

    private static Entry entry(ObjectNode node) {
        String name = node.remove("name").asText();
        String set = node.remove("set").asText();
        String source = node.remove("source").asText();
        Map<String, Set<LintRule>> expected = new HashMap<>();
        ArrayNode tasks = (ArrayNode) node.get("tasks");
        for (int i = 0; i < tasks.size(); i++) {
            ObjectNode task = (ObjectNode) tasks.get(i);
            String id = task.path("id").asText("t" + (i + 1));
            task.put("id", id);
            Set<LintRule> rules = EnumSet.noneOf(LintRule.class);
            for (JsonNode rule : task.remove("expect")) {
                rules.add(LintRule.of(rule.asText()).orElseThrow(() -> new AssertionError("no rule " + rule)));
            }
            expected.put(id, rules);
        }
        node.put("version", 1);
        node.putObject("defaults").putObject("subagent").putArray("command").add("true");
        return new Entry(name, set, source, plan(node), expected);
    }

    private static Plan plan(ObjectNode node) {
        try {
            byte[] json = new ObjectMapper().writeValueAsBytes(node);
            return new PlanReader(Set.of(), Set.of()).read("plan.json", new ByteArrayInputStream(json), Path.of("."));
        } catch (InvalidPlanException e) {
            throw new AssertionError(node + ": " + e.problems(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
