package dev.stretto.engine.advice;

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

/** The prompts of {@code prompts.yaml}, each with the advice that a person would give. */
final class PromptCorpus {

    /** A plan, with what a person would advise on each of its tasks. */
    record Entry(String name, String set, String source, Plan plan, Map<String, Set<AdviceRule>> expected) {

        Map<String, Set<AdviceRule>> found() {
            Map<String, Set<AdviceRule>> found = new HashMap<>();
            expected.keySet().forEach(task -> found.put(task, EnumSet.noneOf(AdviceRule.class)));
            PromptAdvice.of(plan)
                    .forEach(advice -> advice.tasks()
                            .forEach(task ->
                                    Objects.requireNonNull(found.get(task)).add(advice.rule())));
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

    static Map<AdviceRule, Score> scores(List<Entry> entries) {
        Map<AdviceRule, Score> scores = new EnumMap<>(AdviceRule.class);
        for (AdviceRule rule : AdviceRule.values()) {
            scores.put(rule, new Score(0, 0, 0));
        }
        for (Entry entry : entries) {
            Map<String, Set<AdviceRule>> found = entry.found();
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
        Map<String, Set<AdviceRule>> expected = new HashMap<>();
        ArrayNode tasks = (ArrayNode) node.get("tasks");
        for (int i = 0; i < tasks.size(); i++) {
            ObjectNode task = (ObjectNode) tasks.get(i);
            String id = task.path("id").asText("t" + (i + 1));
            task.put("id", id);
            Set<AdviceRule> rules = EnumSet.noneOf(AdviceRule.class);
            for (JsonNode rule : task.remove("expect")) {
                rules.add(AdviceRule.of(rule.asText()).orElseThrow(() -> new AssertionError("no rule " + rule)));
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
