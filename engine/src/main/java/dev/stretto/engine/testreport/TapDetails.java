package dev.stretto.engine.testreport;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What stands in YAML below a failed test.
 *
 * <p>Runners write YAML that is not always YAML, so that only its lines are looked at: {@code key: value}, and the block below {@code
 * key: |-}. The keys are those of Node.js and of node-tap.
 */
final class TapDetails {
    private static final Pattern FIELD = Pattern.compile("( *)([A-Za-z_][\\w-]*):(?: (.*))?");
    private static final Pattern BLOCK = Pattern.compile("[|>][+-]?\\d?");
    private static final Pattern PLACE = Pattern.compile("(.+?)(?::\\d+)?(?::\\d+)?");

    private final Map<String, String> fields;

    private TapDetails(Map<String, String> fields) {
        this.fields = fields;
    }

    static TapDetails read(String yaml) {
        Map<String, String> fields = new LinkedHashMap<>();
        String block = null;
        int blockIndent = 0;
        StringBuilder text = new StringBuilder();
        for (String line : Traces.lines(yaml.stripTrailing().stripIndent())) {
            boolean inBlock = block != null && (line.isBlank() || indent(line) > blockIndent);
            if (inBlock) {
                text.append(line).append('\n');
                continue;
            }
            put(fields, block, text);
            block = null;
            Matcher field = FIELD.matcher(line);
            if (field.matches()) {
                String value = field.group(3) == null ? "" : field.group(3).strip();
                if (BLOCK.matcher(value).matches()) {
                    block = field.group(2);
                    blockIndent = field.group(1).length();
                } else {
                    fields.putIfAbsent(field.group(2), unquoted(value));
                }
            }
        }
        put(fields, block, text);
        return new TapDetails(fields);
    }

    private static void put(Map<String, String> fields, @Nullable String block, StringBuilder text) {
        if (block != null) {
            fields.putIfAbsent(block, Traces.dedented(text.toString()));
        }
        text.setLength(0);
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1 && value.charAt(0) == value.charAt(value.length() - 1);
        if (quoted && value.startsWith("'")) {
            return value.substring(1, value.length() - 1).replace("''", "'").replace("\\'", "'");
        }
        return quoted && value.startsWith("\"")
                ? value.substring(1, value.length() - 1).replace("\\\"", "\"")
                : value;
    }

    boolean isEmpty() {
        return fields.isEmpty();
    }

    boolean isOfHook() {
        return field("failureType").equals("hookFailed");
    }

    /** Whether a test that contains others failed for another reason than that they did. */
    boolean hasFailedOfItself() {
        return fields.containsKey("failureType") && !field("failureType").equals("subtestsFailed");
    }

    /** Whether it did not run because the test around it had ended. */
    boolean isCancelled() {
        return field("failureType").equals("cancelledByParent");
    }

    /** Whether a script failed as a whole; why is in what it printed. */
    boolean failsWithoutReason() {
        return fields.isEmpty()
                || (fields.containsKey("exitCode") && field("stack").isEmpty());
    }

    /** The test's source file, without the line. */
    @Nullable
    String file() {
        String place = field("location").isEmpty() ? field("fileName") : field("location");
        Matcher file = PLACE.matcher(Traces.path(place));
        return place.isEmpty() || !file.matches() ? null : file.group(1);
    }

    /** The root cause; a list of steps is read as if V8 had printed it. */
    Trace trace() {
        String stack = field("stack");
        if (stack.lines().anyMatch(step -> step.stripLeading().startsWith("at "))) {
            return Traces.find(stack);
        }
        String type = field("name");
        String message = field("error").isEmpty() ? field("message") : field("error");
        StringBuilder text = new StringBuilder(type.isEmpty() ? message : type + ": " + message);
        stack.lines().forEach(step -> text.append("\n    at ").append(step.strip()));
        return Traces.find(text.toString());
    }

    private String field(String key) {
        return fields.getOrDefault(key, "");
    }
}
