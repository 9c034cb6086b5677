package dev.stretto.engine.planfile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stretto.engine.plan.InvalidPlanException;
import dev.stretto.engine.plan.Problem;
import dev.stretto.engine.planning.Perspective;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads perspectives from a file (YAML or JSON): a list {@code perspectives}, each with {@code name} and {@code goal}, and
 * if wanted {@code looksAt} and {@code returns}. It is refused as a whole, with everything that is wrong with it at once.
 */
public final class PerspectiveFileReader {
    private static final String LIST = "perspectives";
    private static final List<String> REQUIRED = List.of("name", "goal");
    private static final Set<String> KNOWN = new TreeSet<>(List.of("name", "goal", "looksAt", "returns"));

    private final List<Problem> problems = new ArrayList<>();
    private final Set<String> names = new TreeSet<>();
    private final Document document;

    private PerspectiveFileReader(String name, InputStream in) throws InvalidPlanException {
        document = new DocumentReader(name, problems).read(in);
    }

    /**
     * Reads perspectives from a stream, which is not closed.
     *
     * @param name what problems call the document; if it ends in {@code .json}, it is read as JSON, otherwise as YAML
     * @return at least one
     * @throws InvalidPlanException with every problem
     */
    public static List<Perspective> read(String name, InputStream in) throws InvalidPlanException {
        return new PerspectiveFileReader(name, in).perspectives();
    }

    private List<Perspective> perspectives() throws InvalidPlanException {
        document.root().fieldNames().forEachRemaining(field -> {
            if (!field.equals(LIST)) {
                problems.add(document.problem(
                        field, "the unknown field '" + Texts.shortened(field) + "'", "'" + LIST + "'"));
            }
        });
        JsonNode list = document.root().path(LIST);
        if (!list.isArray() || list.isEmpty()) {
            problems.add(document.problem(LIST, "no list of perspectives", "'perspectives', with at least one entry"));
        }
        List<Perspective> perspectives = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            String field = Fields.of(LIST, i);
            check(field, list.path(i));
            perspectives.add(perspective(list.path(i)));
        }
        if (!problems.isEmpty()) {
            throw new InvalidPlanException(problems);
        }
        return perspectives;
    }

    private void check(String field, JsonNode entry) {
        if (!entry.isObject()) {
            problems.add(document.problem(field, "no object", "one with " + String.join(", ", KNOWN)));
            return;
        }
        for (String required : REQUIRED) {
            if (!entry.has(required)) {
                problems.add(document.problem(field, "no '" + required + "'", "one: it is required"));
            }
        }
        entry.properties().forEach(property -> {
            String at = Fields.of(field, property.getKey());
            if (!KNOWN.contains(property.getKey())) {
                problems.add(document.problem(
                        at,
                        "the unknown field '" + Texts.shortened(property.getKey()) + "'",
                        "one of " + String.join(", ", KNOWN)));
            } else if (!property.getValue().isTextual()
                    || property.getValue().asText().isBlank()) {
                problems.add(document.problem(
                        at, "'" + Texts.shortened(property.getValue().toString()) + "'", "a text that is not blank"));
            }
        });
        String name = entry.path("name").asText();
        if (!name.isBlank() && !names.add(name.toLowerCase(Locale.ROOT))) {
            problems.add(document.problem(
                    Fields.of(field, "name"), "'" + Texts.shortened(name) + "' a second time", "a name of its own"));
        }
    }

    private static Perspective perspective(JsonNode entry) {
        return new Perspective(
                entry.path("name").asText(),
                entry.path("goal").asText(),
                entry.path("looksAt").asText(""),
                entry.has("returns") ? entry.path("returns").asText() : Perspective.FINDINGS);
    }
}
