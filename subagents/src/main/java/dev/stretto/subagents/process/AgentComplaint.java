package dev.stretto.subagents.process;

import dev.stretto.engine.attempt.Failure;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A coding agent's word that it could not do its work, where it ends with exit status 0 all the same: a limit is reached, it is not
 * logged in, or its result says that it is an error. Only a short text counts: a longer one may well be about such words.
 *
 * @param kind what is the matter
 * @param said the line that says so
 */
public record AgentComplaint(Failure.Kind kind, String said) {
    /** A result line in JSON may be long; a plain text that is longer is an answer. */
    private static final int LONGEST = 600;

    private static final List<Words> WORDS = List.of(
            words(
                    Failure.Kind.LIMIT,
                    "(rate|usage|session|weekly|daily|monthly|request|token|spend(ing)?)[ -]?limit (was |has been |is )?"
                            + "(reached|exceeded|hit)|\\bhit your (\\w+ )?limit|limit reached\\b|quota (was |has been |is )?"
                            + "(reached|exceeded|exhausted)|exceeded your (current )?quota|too many requests|out of credits"
                            + "|credit balance is too low|rate_limit_error|insufficient_quota"),
            words(
                    Failure.Kind.AUTH,
                    "not logged in|please (run )?/login|please log in|invalid api key|incorrect api key|authentication_error"
                            + "|authentication (failed|required)|api key (is )?(not set|missing)|401 unauthorized"));
    private static final Pattern IS_ERROR = Pattern.compile("\\{.*\"is_error\"\\s*:\\s*true.*\\}");

    private record Words(Failure.Kind kind, Pattern pattern) {}

    private static Words words(Failure.Kind kind, String words) {
        return new Words(kind, Pattern.compile(words, Pattern.CASE_INSENSITIVE));
    }

    /** What a summary or the end of an output complains of; empty if it does not. */
    public static Optional<AgentComplaint> in(String text) {
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        Optional<String> error =
                lines.stream().filter(line -> IS_ERROR.matcher(line).find()).findFirst();
        if (error.isEmpty() && text.strip().length() > LONGEST) {
            return Optional.empty();
        }
        for (Words words : WORDS) {
            Optional<String> said = error.map(List::of).orElse(lines).stream()
                    .filter(line -> words.pattern().matcher(line).find())
                    .findFirst();
            if (said.isPresent()) {
                return Optional.of(new AgentComplaint(words.kind(), shortened(said.get())));
            }
        }
        return error.map(line -> new AgentComplaint(Failure.Kind.EXIT, shortened(line)));
    }

    private static String shortened(String line) {
        return line.length() <= LONGEST
                ? line.strip()
                : line.substring(0, LONGEST).strip() + "…";
    }
}
