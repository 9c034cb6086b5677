package dev.stretto.engine.scope;

import dev.stretto.engine.scope.GlobPart.Alternatives;
import dev.stretto.engine.scope.GlobPart.Everything;
import dev.stretto.engine.scope.GlobPart.Folders;
import dev.stretto.engine.scope.GlobPart.One;
import dev.stretto.engine.scope.GlobPart.PartOfName;
import java.util.ArrayList;
import java.util.List;

/** Reads a glob into its parts, by recursive descent. */
final class GlobParser {
    private static final int BRACE_DEPTH = 8;

    private final String pattern;
    private final String text;
    private int at;

    GlobParser(String pattern) {
        this.pattern = pattern;
        this.text = normalised(pattern);
    }

    List<GlobPart> parse() throws GlobSyntaxException {
        refuseWhatIsNoScope();
        List<GlobPart> parts = sequence(0, true);
        if (at < text.length()) {
            throw problem("an unopened '}'", "'\\}' or a matching '{'");
        }
        return parts;
    }

    /** A name with an extension, and one with a wildcard, stand for files; a slash at the end says that it is a folder. */
    boolean mayBeFolder() {
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

    private List<GlobPart> sequence(int depth, boolean startsSegment) throws GlobSyntaxException {
        List<GlobPart> parts = new ArrayList<>();
        boolean segmentStart = startsSegment;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '}' || (depth > 0 && c == ',')) {
                break;
            }
            parts.add(part(c, depth, segmentStart));
            segmentStart = text.charAt(at - 1) == '/' && !escaped(at - 1);
        }
        return parts;
    }

    private GlobPart part(char c, int depth, boolean segmentStart) throws GlobSyntaxException {
        return switch (c) {
            case '*' -> star(segmentStart);
            case '?' -> {
                at++;
                yield new One(CodePoints.NAME);
            }
            case '[' -> characterClass();
            case '{' -> alternatives(depth, segmentStart);
            case '\\' -> {
                if (at + 1 >= text.length()) {
                    throw problem("a '\\' at the end", "a character after it ('\\\\' for the backslash itself)");
                }
                at++;
                yield character();
            }
            default -> character();
        };
    }

    private GlobPart character() {
        int codePoint = text.codePointAt(at);
        at += Character.charCount(codePoint);
        return new One(CodePoints.of(codePoint, codePoint));
    }

    private GlobPart star(boolean segmentStart) {
        boolean doubled = text.startsWith("**", at);
        at += doubled ? 2 : 1;
        if (!doubled || !segmentStart) {
            return new PartOfName();
        }
        if (at == text.length() || text.charAt(at) == ',' || text.charAt(at) == '}') {
            return new Everything();
        }
        if (text.charAt(at) == '/') {
            at++;
            return new Folders();
        }
        return new PartOfName();
    }

    private GlobPart alternatives(int depth, boolean segmentStart) throws GlobSyntaxException {
        if (depth == BRACE_DEPTH) {
            throw problem("braces nested deeper than " + BRACE_DEPTH, "fewer");
        }
        at++;
        List<List<GlobPart>> alternatives = new ArrayList<>();
        while (true) {
            alternatives.add(sequence(depth + 1, segmentStart));
            if (at >= text.length()) {
                throw problem("an unclosed '{'", "a matching '}' ('\\{' for the character itself)");
            }
            boolean last = text.charAt(at) == '}';
            at++;
            if (last) {
                return new Alternatives(alternatives);
            }
        }
    }

    private GlobPart characterClass() throws GlobSyntaxException {
        int end = text.indexOf(']', at + 2);
        if (end < 0) {
            throw problem("an unclosed '['", "a matching ']' ('\\[' for the character itself)");
        }
        boolean negated = text.charAt(at + 1) == '!' || text.charAt(at + 1) == '^';
        String body = text.substring(at + (negated ? 2 : 1), end);
        if (body.isEmpty()) {
            throw problem("an empty character class", "at least one character between '[' and ']'");
        }
        CodePoints characters = characters(body.codePoints().toArray());
        at = end + 1;
        return new One(CodePoints.NAME.and(negated ? characters.complement() : characters));
    }

    private CodePoints characters(int[] body) throws GlobSyntaxException {
        CodePoints characters = CodePoints.NONE;
        for (int i = 0; i < body.length; i++) {
            int from = body[i];
            boolean range = i + 2 < body.length && body[i + 1] == '-';
            int to = range ? body[i + 2] : from;
            if (from > to) {
                throw problem(
                        "the range " + Character.toString(from) + "-" + Character.toString(to), "its ends in order");
            }
            characters = characters.with(from, to);
            i += range ? 2 : 0;
        }
        return characters;
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
