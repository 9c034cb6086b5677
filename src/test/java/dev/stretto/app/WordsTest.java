package dev.stretto.app;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.stretto.engine.planfile.PlanSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Holds the names in code, plans and events to the words of the glossary. What documents say is not looked at. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class WordsTest {
    private static final String[] MODULES = {
        "dev.stretto.engine",
        "dev.stretto.subagents",
        "dev.stretto.persistence",
        "dev.stretto.actors",
        "dev.stretto.app"
    };
    private static final Path RECORDED_LOGS = Path.of("..", "test-fixtures", "recorded-logs");
    /** Words that others have taken the place of: lint, re-attach, collect, clean up, resume, subset, trial, conflict set, limit. */
    private static final Pattern REPLACED =
            Pattern.compile("\\b(?:advices?|adopt\\w*|gather\\w*|clear(?:s|ed|ing)? away|"
                    + "tak(?:e|es|en|ing) up|unions?|prob(?:e|es|ed|ing)|clash\\w*|verdicts?|carry out|hears|came to nothing|"
                    + "keep house|house kept|company|apart|care|rooms?)\\b");
    /** The name of an algorithm. */
    private static final String UNION_FIND = "union find";
    /** Keys of plans that have other names now. */
    private static final Set<String> EARLIER_KEYS = Set.of("after", "shares");

    private static final Collection<JavaClass> CLASSES = List.copyOf(new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test-classes/"))
            .importPackages(MODULES));

    @Test
    void identifiers_of_the_code_use_the_words_of_the_glossary() {
        assertThat(CLASSES).hasSizeGreaterThan(500);
        assertThat(replaced(CLASSES)).isEmpty();
    }

    @Test
    void keys_of_plans_and_of_events_and_types_of_events_use_the_words_of_the_glossary() throws IOException {
        Set<String> ofPlans = keysOfSchema(new ObjectMapper().readTree(PlanSchema.text()));
        Set<String> keys = new TreeSet<>(ofPlans);
        for (JsonNode entry : recordedEntries()) {
            keys.add(entry.path("type").asText());
            keys.addAll(keysOf(entry.path("data")));
            ofPlans.addAll(keysOf(entry.at("/data/plan")));
        }

        assertThat(keys).contains("tasks-launched", "assignments");
        assertThat(ofPlans).contains("needs", "locks").doesNotContainAnyElementsOf(EARLIER_KEYS);
        assertThat(keys).noneMatch(WordsTest::isReplaced);
    }

    @Test
    void a_simple_name_means_one_class_in_all_modules() {
        assertThat(ambiguous(CLASSES.stream()
                        .filter(JavaClass::isTopLevelClass)
                        .map(JavaClass::getName)
                        .toList()))
                .isEmpty();
    }

    @Test
    void what_is_not_to_be_there_would_be_found() {
        assertThat(replaced(new ClassFileImporter().importClasses(Counterexample.class, CameToNothing.class)))
                .containsExactlyInAnyOrder(
                        "Counterexample.probeCount",
                        "Counterexample.STRETTO_ROOM",
                        "Counterexample.takeUp",
                        "CameToNothing",
                        "CameToNothing.CARRY_OUT");
        assertThat(ambiguous(List.of("a.Reports", "b.Reports", "b.Report", "a.package-info", "b.package-info")))
                .containsOnlyKeys("Reports");
        assertThat(Stream.of("clear-away", "wasAdopted", "verdict", "UnionOfSets"))
                .allMatch(WordsTest::isReplaced);
        assertThat(Stream.of("UnionFind", "career", "problem", "clearAll", "takeUpdate"))
                .noneMatch(WordsTest::isReplaced);
    }

    @SuppressWarnings("unused")
    private static final class Counterexample {
        static final int STRETTO_ROOM = 1;
        private int probeCount;
        private int rename;

        void takeUp() {}

        void resume() {}
    }

    private enum CameToNothing {
        CARRY_OUT
    }

    /** The names of classes, methods, fields, record components and constants that have such words. */
    private static Set<String> replaced(Collection<JavaClass> classes) {
        Set<String> found = new TreeSet<>();
        for (JavaClass type : classes) {
            if (isReplaced(type.getSimpleName())) {
                found.add(type.getSimpleName());
            }
            Stream.<JavaMember>concat(type.getFields().stream(), type.getMethods().stream())
                    .filter(member -> isReplaced(member.getName()))
                    .map(member -> type.getSimpleName() + "." + member.getName())
                    .forEach(found::add);
        }
        return found;
    }

    private static boolean isReplaced(String name) {
        String words = name.replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ")
                .replaceAll("[^A-Za-z0-9]+", " ")
                .toLowerCase(Locale.ROOT);
        return REPLACED.matcher(words.replace(UNION_FIND, "")).find();
    }

    private static Map<String, Set<String>> ambiguous(List<String> names) {
        Map<String, Set<String>> bySimpleName = names.stream()
                .filter(name -> !name.endsWith("package-info"))
                .collect(groupingBy(
                        name -> name.substring(name.lastIndexOf('.') + 1),
                        TreeMap::new,
                        mapping(name -> name, toCollection(TreeSet::new))));
        bySimpleName.values().removeIf(found -> found.size() == 1);
        return bySimpleName;
    }

    private static Set<String> keysOfSchema(JsonNode schema) {
        Set<String> keys = new TreeSet<>();
        schema.findValues("properties")
                .forEach(properties -> properties.fieldNames().forEachRemaining(keys::add));
        schema.findParents("properties")
                .forEach(parent -> parent.path("properties").forEach(property -> keys.addAll(keysOfSchema(property))));
        return keys;
    }

    private static List<JsonNode> recordedEntries() throws IOException {
        List<JsonNode> entries = new ArrayList<>();
        try (Stream<Path> logs = Files.walk(RECORDED_LOGS)) {
            for (Path log : logs.filter(file -> file.endsWith("log.jsonl")).toList()) {
                for (String line : Files.readAllLines(log)) {
                    entries.add(new ObjectMapper().readTree(line));
                }
            }
        }
        return entries;
    }

    private static Set<String> keysOf(JsonNode value) {
        Set<String> keys = new TreeSet<>();
        value.fieldNames().forEachRemaining(keys::add);
        value.forEach(part -> keys.addAll(keysOf(part)));
        return keys;
    }
}
