package dev.stretto.engine.lint;

import dev.stretto.engine.plan.Placeholder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The words of a command that a shell reads as a program, as after {@code sh -c}. */
final class ShellText {
    private static final Set<String> SHELLS = Set.of("sh", "bash", "dash", "zsh", "ksh", "mksh", "ash", "fish");

    private ShellText() {}

    /** The texts for shells among the words, of which there is mostly one or none. */
    static List<String> of(List<String> words) {
        List<String> texts = new ArrayList<>();
        for (int at = 0; at < words.size(); at++) {
            String program = words.get(at).substring(words.get(at).lastIndexOf('/') + 1);
            if (SHELLS.contains(program)) {
                int text = afterOptions(words, at + 1);
                if (text < words.size()) {
                    texts.add(words.get(text));
                }
            }
        }
        return texts;
    }

    /** Where the text stands after a shell's options, such as {@code -euo pipefail -c}; past the end if no option asks for one. */
    private static int afterOptions(List<String> words, int from) {
        boolean asked = false;
        int at = from;
        while (at < words.size() && words.get(at).matches("[-+].+")) {
            String option = words.get(at);
            boolean isLong = option.startsWith("--");
            asked |= !isLong && option.startsWith("-") && option.indexOf('c') > 0;
            at += !isLong && option.endsWith("o") ? 2 : 1;
        }
        return asked ? at : words.size();
    }

    /** The text with variables of the environment in place of placeholders, quoted as the place needs it. */
    static String withVariables(String text) {
        StringBuilder better = new StringBuilder();
        char quote = 0;
        int from = 0;
        for (Placeholder.Place place : Placeholder.places(text)) {
            String before = text.substring(from, place.start());
            quote = quoteAfter(before, quote);
            better.append(before).append(quoted(place.placeholder().variable(), quote));
            from = place.end();
        }
        return better.append(text.substring(from)).toString();
    }

    /** The quote that is open after a text; 0 if none is. */
    private static char quoteAfter(String text, char before) {
        char quote = before;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\\' && quote != '\'') {
                at++;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            }
        }
        return quote;
    }

    private static String quoted(String variable, char quote) {
        return switch (quote) {
            case '"' -> "${" + variable + "}";
            case '\'' -> "'\"$" + variable + "\"'";
            default -> "\"$" + variable + "\"";
        };
    }
}
