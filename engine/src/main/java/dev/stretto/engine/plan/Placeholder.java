package dev.stretto.engine.plan;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A name in braces that stands for a value in the words of a command.
 *
 * <p><code>{name}</code> is replaced if the command has a value of that name, unless a <code>$</code> stands directly before the
 * brace: <code>${task}</code> is the shell's. <code>{{name}}</code> is the literal <code>{name}</code>. Any other text in
 * braces, doubled or not, stays as it is, and what a placeholder was replaced with is not looked at again.
 */
public enum Placeholder {
    /** The id of the task. */
    TASK("task", "STRETTO_TASK"),
    /** The id of the run. */
    RUN("run", "STRETTO_RUN"),
    /** The number of the attempt. */
    ATTEMPT("attempt", "STRETTO_ATTEMPT"),
    /** The path of the rendered prompt. */
    PROMPT_FILE("promptFile", "STRETTO_PROMPT_FILE");

    /** With a dollar, too, so that braces after one are passed over as a whole. */
    private static final Pattern BRACES = Pattern.compile("(\\$?)(?:\\{\\{([A-Za-z]+)}}|\\{([A-Za-z]+)})");

    private final String word;
    private final String variable;

    Placeholder(String word, String variable) {
        this.word = word;
        this.variable = variable;
    }

    /** The environment variable with the same value. */
    public String variable() {
        return variable;
    }

    /** As it is written. */
    @Override
    public String toString() {
        return "{" + word + "}";
    }

    /** Where a placeholder stands in a text, from one index up to another. */
    public record Place(Placeholder placeholder, int start, int end) {}

    /** Where a text has placeholders, in order. */
    public static List<Place> places(String text) {
        return BRACES.matcher(text)
                .results()
                .flatMap(braces ->
                        replaceable(braces)
                                .map(placeholder -> new Place(placeholder, braces.start(), braces.end()))
                                .stream())
                .toList();
    }

    /** Those that a text has, each once. */
    public static Set<Placeholder> in(String text) {
        return places(text).stream()
                .map(Place::placeholder)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Placeholder.class)));
    }

    /**
     * A word with its placeholders replaced.
     *
     * @param values those that the command has; a placeholder without a value is one of the texts that stay as they are
     */
    public static String replaced(String text, Map<Placeholder, String> values) {
        return BRACES.matcher(text)
                .replaceAll(braces -> Matcher.quoteReplacement(
                        replaceable(braces).map(values::get).orElseGet(() -> literal(braces, values))));
    }

    private static String literal(MatchResult braces, Map<Placeholder, String> values) {
        boolean doubled = braces.group(1).isEmpty() && braces.group(2) != null;
        return doubled && of(braces.group(2)).filter(values::containsKey).isPresent()
                ? "{" + braces.group(2) + "}"
                : braces.group();
    }

    private static Optional<Placeholder> replaceable(MatchResult braces) {
        return braces.group(1).isEmpty() && braces.group(3) != null ? of(braces.group(3)) : Optional.empty();
    }

    private static Optional<Placeholder> of(String word) {
        return Arrays.stream(values())
                .filter(placeholder -> placeholder.word.equals(word))
                .findFirst();
    }
}
