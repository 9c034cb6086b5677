package dev.stretto.engine.testreport;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A line of TAP. */
sealed interface TapLine {
    /** How many spaces it is indented by: subtests are by four. */
    int indent();

    /** How many tests there are to be; none if the file is skipped as a whole. */
    record Plan(int indent, int tests) implements TapLine {}

    /**
     * The result of a test.
     *
     * @param excused whether it is marked as one that is skipped or to be done
     */
    record Result(int indent, boolean ok, String name, boolean excused) implements TapLine {}

    /** The tests were given up. */
    record BailOut(int indent, String reason) implements TapLine {}

    /** {@code ---} or {@code ...}: more on the result above begins or ends. */
    record YamlMark(int indent, boolean begins) implements TapLine {}

    /** A comment, without its {@code #}. */
    record Comment(int indent, String text) implements TapLine {}

    /** Anything else. */
    record Other(int indent, String text) implements TapLine {}

    /** The grammar of TAP 14, which those before are within. */
    final class Grammar {
        private static final Pattern RESULT = Pattern.compile("(not )?ok\\b(?:\\s+(\\d+))?(?:\\s+-(?=\\s|$))?\\s*(.*)");
        private static final Pattern PLAN = Pattern.compile("(\\d{1,9})\\.\\.(\\d{1,9})\\s*(?:#.*)?");
        private static final Pattern BAIL_OUT = Pattern.compile("Bail out!\\s*(.*)");
        private static final Pattern DIRECTIVE =
                Pattern.compile("(.*?)(?<!\\\\)\\s*#\\s*(todo|skip(?:ped)?)\\b.*", Pattern.CASE_INSENSITIVE);
        private static final Pattern TIME =
                Pattern.compile("\\s*# (?:time=|in )\\S+(?: ?(?:ms|sec|s|seconds?))?\\s*(?:\\{)?$");

        private Grammar() {}

        static TapLine parse(String line) {
            String text = line.stripLeading();
            int indent = line.length() - text.length();
            String shown = text.stripTrailing();
            TapLine result = shown.length() > 10_000 ? null : known(indent, shown);
            return result == null ? new Other(indent, line) : result;
        }

        private static @Nullable TapLine known(int indent, String text) {
            return switch (text.isEmpty() ? ' ' : text.charAt(0)) {
                case 'o', 'n' -> result(indent, RESULT.matcher(text));
                case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> plan(indent, PLAN.matcher(text));
                case 'B' -> bailOut(indent, BAIL_OUT.matcher(text));
                case '-', '.' ->
                    text.equals("---") || text.equals("...") ? new YamlMark(indent, text.equals("---")) : null;
                case '#' ->
                    new Comment(
                            indent,
                            text.substring(text.startsWith("# ") ? 2 : 1).replace("\\#", "#"));
                default -> null;
            };
        }

        private static @Nullable TapLine plan(int indent, Matcher plan) {
            if (!plan.matches()) {
                return null;
            }
            int first = Integer.parseInt(plan.group(1));
            return new Plan(indent, Math.max(0, Integer.parseInt(plan.group(2)) - first + 1));
        }

        private static @Nullable TapLine bailOut(int indent, Matcher bailOut) {
            return bailOut.matches() ? new BailOut(indent, bailOut.group(1)) : null;
        }

        private static @Nullable TapLine result(int indent, Matcher result) {
            return result.matches() ? result(indent, result.group(1) == null, result.group(3)) : null;
        }

        private static Result result(int indent, boolean ok, String description) {
            Matcher directive = DIRECTIVE.matcher(description);
            boolean excused = description.contains("#") && directive.matches();
            String name =
                    TIME.matcher(excused ? directive.group(1) : description).replaceFirst("");
            return new Result(indent, ok, unescaped(name.strip()), excused);
        }

        private static String unescaped(String name) {
            return name.replace("\\#", "#").replace("\\\\", "\\");
        }
    }
}
