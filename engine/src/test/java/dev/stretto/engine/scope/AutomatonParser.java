package dev.stretto.engine.scope;

import dk.brics.automaton.Automaton;
import dk.brics.automaton.BasicAutomata;
import dk.brics.automaton.BasicOperations;
import java.util.ArrayList;
import java.util.List;

/** A second reader of globs, which makes the automata of a library of them: what the engine decides is held against it. */
final class AutomatonParser {
    private static final int BRACE_DEPTH = 8;

    private final String pattern;
    private final String text;
    private int at;

    AutomatonParser(String pattern) {
        this.pattern = pattern;
        this.text = normalised(pattern);
    }

    Automaton parse() throws GlobSyntaxException {
        refuseWhatIsNoScope();
        Automaton sequence = sequence(0, true);
        if (at < text.length()) {
            throw problem("an unopened '}'", "'\\}' or a matching '{'");
        }
        Automaton covered = mayBeFolder() ? PathAutomata.andBelow(sequence) : sequence;
        Automaton paths = BasicOperations.intersection(covered, PathAutomata.paths());
        if (paths.isEmpty()) {
            throw new GlobSyntaxException("the glob " + quoted(pattern) + ", which no path can match", "one that can");
        }
        return paths;
    }

    /** A name with an extension, and one with a wildcard, stand for files; a slash at the end says that it is a folder. */
    private boolean mayBeFolder() {
        if (pattern.endsWith("/")) {
            return true;
        }
        String name = text.substring(text.lastIndexOf('/') + 1);
        return name.indexOf('.', 1) < 0 && name.chars().noneMatch(c -> "*?[]{}".indexOf(c) >= 0);
    }

    private static String normalised(String pattern) {
        String text = pattern;
        while (text.startsWith("./")) {
            text = text.substring(2);
        }
        return text.endsWith("/") && text.length() > 1 ? text.substring(0, text.length() - 1) : text;
    }

    private void refuseWhatIsNoScope() throws GlobSyntaxException {
        if (text.isBlank()) {
            throw new GlobSyntaxException("an empty glob", "a path such as src/main/**");
        }
        if (text.startsWith("/")) {
            throw problem("an absolute path", "a path relative to the repository's root");
        }
        if (text.startsWith("!")) {
            throw problem("a negation", "globs of what may be written ('\\!' for a name that starts so)");
        }
        if (List.of(text.split("[/,{}]", -1)).contains("..")) {
            throw problem("'..'", "a path that stays inside the repository");
        }
        if (text.indexOf('\0') >= 0) {
            throw problem("a NUL character", "a path");
        }
        if (text.contains("//")) {
            throw problem("'//'", "single slashes");
        }
    }

    private Automaton sequence(int depth, boolean startsSegment) throws GlobSyntaxException {
        List<Automaton> parts = new ArrayList<>();
        boolean segmentStart = startsSegment;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '}' || (depth > 0 && c == ',')) {
                break;
            }
            parts.add(part(c, depth, segmentStart));
            segmentStart = text.charAt(at - 1) == '/' && !escaped(at - 1);
        }
        return parts.isEmpty() ? BasicAutomata.makeEmptyString() : BasicOperations.concatenate(parts);
    }

    private Automaton part(char c, int depth, boolean segmentStart) throws GlobSyntaxException {
        return switch (c) {
            case '*' -> star(segmentStart);
            case '?' -> {
                wildcard(1);
                yield PathAutomata.character();
            }
            case '[' -> characterClass();
            case '{' -> alternatives(depth, segmentStart);
            case '\\' -> {
                if (at + 1 >= text.length()) {
                    throw problem("a '\\' at the end", "a character after it ('\\\\' for the backslash itself)");
                }
                at++;
                yield character(text.charAt(at));
            }
            default -> character(c);
        };
    }

    private Automaton character(char c) {
        at++;
        return BasicAutomata.makeChar(c);
    }

    private Automaton star(boolean segmentStart) {
        boolean doubled = text.startsWith("**", at);
        wildcard(doubled ? 2 : 1);
        if (!doubled || !segmentStart) {
            return PathAutomata.partOfName();
        }
        if (at == text.length() || text.charAt(at) == ',' || text.charAt(at) == '}') {
            return PathAutomata.everything();
        }
        if (text.charAt(at) == '/') {
            at++;
            return PathAutomata.directories();
        }
        return PathAutomata.partOfName();
    }

    private Automaton alternatives(int depth, boolean segmentStart) throws GlobSyntaxException {
        if (depth == BRACE_DEPTH) {
            throw problem("braces nested deeper than " + BRACE_DEPTH, "fewer");
        }
        wildcard(1);
        List<Automaton> alternatives = new ArrayList<>();
        while (true) {
            alternatives.add(sequence(depth + 1, segmentStart));
            if (at >= text.length()) {
                throw problem("an unclosed '{'", "a matching '}' ('\\{' for the character itself)");
            }
            boolean last = text.charAt(at) == '}';
            at++;
            if (last) {
                return BasicOperations.union(alternatives);
            }
        }
    }

    private Automaton characterClass() throws GlobSyntaxException {
        int end = text.indexOf(']', at + 2);
        if (end < 0) {
            throw problem("an unclosed '['", "a matching ']' ('\\[' for the character itself)");
        }
        boolean negated = text.charAt(at + 1) == '!' || text.charAt(at + 1) == '^';
        String body = text.substring(at + (negated ? 2 : 1), end);
        if (body.isEmpty()) {
            throw problem("an empty character class", "at least one character between '[' and ']'");
        }
        List<Automaton> ranges = new ArrayList<>();
        for (int i = 0; i < body.length(); i++) {
            char from = body.charAt(i);
            boolean range = i + 2 < body.length() && body.charAt(i + 1) == '-';
            char to = range ? body.charAt(i + 2) : from;
            if (from > to) {
                throw problem("the range " + from + "-" + to, "its ends in order");
            }
            ranges.add(BasicAutomata.makeCharRange(from, to));
            i += range ? 2 : 0;
        }
        wildcard(end + 1 - at);
        Automaton characters = BasicOperations.union(ranges);
        return negated
                ? BasicOperations.minus(PathAutomata.character(), characters)
                : BasicOperations.intersection(PathAutomata.character(), characters);
    }

    private void wildcard(int length) {
        at += length;
    }

    private boolean escaped(int index) {
        return index > 0 && text.charAt(index - 1) == '\\';
    }

    private GlobSyntaxException problem(String what, String expected) {
        return new GlobSyntaxException(what + " in the glob " + quoted(pattern), expected);
    }

    private static String quoted(String text) {
        return "'" + text + "'";
    }
}
