package dev.stretto.grammar;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes a text apart, in one pass over its characters: prose into sentences, and what is no prose (fenced and indented
 * blocks: logs, stack traces, code) into lines.
 */
public final class Sentences {
    private static final String OPENING = "(\"'`“”„«»‘[{<*_「『（";
    private static final String CLOSING = ")\"'`“”«»’]}>*_,;:.!?…。、！？」』）";
    private static final String QUOTES = "\"'`“„«‘「『";
    private static final String ENDS = ".!?…。！？";

    /** What goes on for longer is a list; rules look back within a sentence, so its length bounds what they cost. */
    private static final int LONGEST_SENTENCE = 200;

    private final List<Sentence> sentences = new ArrayList<>();
    private final List<String> codeLines = new ArrayList<>();
    private List<Token> open = new ArrayList<>();
    private boolean fenced;
    private boolean afterBlank = true;
    private boolean inIndented;

    private Sentences() {}

    /** Takes a text apart. */
    public static Sentences of(String text) {
        Sentences sentences = new Sentences();
        text.lines().forEach(sentences::line);
        sentences.end();
        return sentences;
    }

    /** The prose. */
    public List<Sentence> prose() {
        return sentences;
    }

    /** The lines of what is no prose. */
    public List<String> codeLines() {
        return codeLines;
    }

    /** True if all that it says, as what to report, is that something is to be reported. */
    public boolean saysNothing() {
        return ReportRequest.vague(sentences);
    }

    private void line(String line) {
        String stripped = line.strip();
        if (stripped.startsWith("```") || stripped.startsWith("~~~")) {
            end();
            fenced = !fenced;
            return;
        }
        if (fenced) {
            codeLines.add(stripped);
            return;
        }
        if (stripped.isEmpty()) {
            end();
            afterBlank = true;
            return;
        }
        inIndented = (line.startsWith("    ") || line.startsWith("\t")) && (inIndented || afterBlank);
        afterBlank = false;
        if (inIndented || isStackLine(stripped)) {
            end();
            codeLines.add(stripped);
            return;
        }
        prose(stripped);
    }

    /** Stack traces stand in prompts as they were copied, often without a fence. */
    private static boolean isStackLine(String line) {
        return (line.startsWith("at ") && line.endsWith(")"))
                || line.startsWith("File \"")
                || line.startsWith("Traceback (")
                || line.startsWith("Caused by:")
                || line.startsWith("thread '");
    }

    private void prose(String line) {
        boolean heading = line.startsWith("#");
        int from = bullet(line);
        if (heading || from > 0) {
            end();
        }
        int at = from;
        while (at < line.length()) {
            while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
                at++;
            }
            int start = at;
            while (at < line.length() && !Character.isWhitespace(line.charAt(at)) && !endsInside(line, at)) {
                at++;
            }
            if (at < line.length() && endsInside(line, at)) {
                at++;
            }
            if (at > start) {
                token(line, start, at);
            }
        }
        if (heading) {
            end();
        }
    }

    /** Chinese and Japanese put no space after the end of a sentence. */
    private static boolean endsInside(String line, int at) {
        return "。！？、，；".indexOf(line.charAt(at)) >= 0;
    }

    /** Where the text of a point, of a heading or of a line of quotation begins; 0 for an ordinary line. */
    private static int bullet(String line) {
        int at = 0;
        while (at < line.length() && "#>-*+•".indexOf(line.charAt(at)) >= 0) {
            at++;
        }
        int digits = at;
        while (digits < line.length() && Character.isDigit(line.charAt(digits))) {
            digits++;
        }
        if (at == 0 && digits > 0 && digits < line.length() && ".)".indexOf(line.charAt(digits)) >= 0) {
            at = digits + 1;
        }
        if (at == 0 || at >= line.length() || !Character.isWhitespace(line.charAt(at))) {
            return 0;
        }
        int box = at + 1;
        return line.startsWith("[ ]", box) || line.startsWith("[x]", box) ? box + 3 : at;
    }

    private void token(String line, int from, int to) {
        int start = from;
        boolean quoted = false;
        while (start < to && OPENING.indexOf(line.charAt(start)) >= 0) {
            quoted |= QUOTES.indexOf(line.charAt(start)) >= 0;
            start++;
        }
        int stop = to;
        boolean ends = false;
        boolean clause = false;
        while (stop > start && isClosing(line, start, stop)) {
            char c = line.charAt(stop - 1);
            ends |= ENDS.indexOf(c) >= 0;
            clause |= ",;:、".indexOf(c) >= 0;
            stop--;
        }
        if (stop > start) {
            String text = line.substring(start, stop);
            open.add(Token.of(text, quoted, clause));
        }
        if (ends || open.size() == LONGEST_SENTENCE) {
            end();
        }
    }

    /** The brackets of a call belong to its name. */
    private static boolean isClosing(String line, int start, int stop) {
        char c = line.charAt(stop - 1);
        boolean call = c == ')' && stop - 2 > start && line.charAt(stop - 2) == '(';
        boolean glob = c == '*' && stop - 2 > start && "/*.".indexOf(line.charAt(stop - 2)) >= 0;
        return CLOSING.indexOf(c) >= 0 && !call && !glob;
    }

    private void end() {
        if (!open.isEmpty()) {
            sentences.add(Sentence.of(open));
            open = new ArrayList<>();
        }
    }
}
