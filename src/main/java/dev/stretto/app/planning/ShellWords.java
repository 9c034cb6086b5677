package dev.stretto.app.planning;

import java.util.ArrayList;
import java.util.List;

/** Takes a command line apart as a shell would; one that needs a shell for more than that is given to one. */
public final class ShellWords {
    private static final String SHELL_ONLY = "|&;<>()$`*?~\n";

    private ShellWords() {}

    /**
     * The words of a command line.
     *
     * @throws IllegalArgumentException if it is blank or a quote is left open; the message says which
     */
    public static List<String> of(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inWord = false;
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            boolean escapes = c == '\\' && quote != '\'' && i + 1 < line.length();
            if (quote != '\'' && SHELL_ONLY.indexOf(c) >= 0 && (quote == 0 || c == '$' || c == '`')) {
                return List.of("sh", "-c", line);
            } else if (escapes) {
                i++;
                word.append(line.charAt(i));
                inWord = true;
            } else if (quote != 0 && c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
                inWord = true;
            } else if (quote == 0 && Character.isWhitespace(c)) {
                add(inWord, word, words);
                inWord = false;
            } else {
                word.append(c);
                inWord = true;
            }
        }
        add(inWord, word, words);
        if (quote != 0) {
            throw new IllegalArgumentException("an open " + quote + " in '" + line + "'");
        }
        if (words.isEmpty() || words.getFirst().isBlank()) {
            throw new IllegalArgumentException("a blank command");
        }
        return words;
    }

    private static void add(boolean inWord, StringBuilder word, List<String> words) {
        if (inWord) {
            words.add(word.toString());
            word.setLength(0);
        }
    }
}
