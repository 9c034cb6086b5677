package dev.stretto.engine.planning;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.comments.CommentLine;
import org.yaml.snakeyaml.comments.CommentType;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** The parts of a YAML document, in the style in which each reads best and surely means what it should. */
final class YamlNodes {
    /** What stands without quotes and can't be taken for a number, a boolean, nothing or a part of the syntax. */
    private static final Pattern PLAIN = Pattern.compile("\\p{Alpha}(?:[\\w ./()+;,'-]|:(?=\\w))*(?<! )");

    private static final Pattern WORD = Pattern.compile("\\p{Alpha}[\\w-]*|\\d+(?:ms|[sm])");

    private static final Pattern NOT_TEXT =
            Pattern.compile("(?i)true|false|yes|no|on|off|y|n|t|f|null|nan|inf(?:inity)?|x");
    private static final int LONGEST_PLAIN = 200;

    private YamlNodes() {}

    /** A text; not in brackets or braces. */
    static Node text(String value) {
        String text = writable(value);
        boolean plain = text.length() <= LONGEST_PLAIN
                && PLAIN.matcher(text).matches()
                && !NOT_TEXT.matcher(text).matches();
        ScalarStyle style = plain ? ScalarStyle.PLAIN : isBlock(text) ? ScalarStyle.LITERAL : ScalarStyle.DOUBLE_QUOTED;
        return new ScalarNode(Tag.STR, text, null, null, style);
    }

    /** A text in quotes, whatever it is. */
    static Node quoted(String value) {
        return new ScalarNode(Tag.STR, writable(value), null, null, ScalarStyle.DOUBLE_QUOTED);
    }

    /** A text that may stand in brackets or braces. */
    static Node flowText(String value) {
        return WORD.matcher(value).matches() && !NOT_TEXT.matcher(value).matches()
                ? new ScalarNode(Tag.STR, value, null, null, ScalarStyle.PLAIN)
                : quoted(value);
    }

    static Node number(int value) {
        return new ScalarNode(Tag.INT, Integer.toString(value), null, null, ScalarStyle.PLAIN);
    }

    /** One entry a line. */
    static Node list(List<Node> entries) {
        return new SequenceNode(Tag.SEQ, entries, FlowStyle.BLOCK);
    }

    /** All entries in brackets. */
    static Node flow(List<Node> entries) {
        return new SequenceNode(Tag.SEQ, entries, FlowStyle.FLOW);
    }

    /** Several lines, of which the first is not indented and none ends in a blank: then a block shows the text as it is. */
    private static boolean isBlock(String text) {
        return text.indexOf('\n') >= 0
                && !Character.isWhitespace(text.charAt(0))
                && text.chars().allMatch(c -> c == '\n' || (c >= ' ' && !Character.isISOControl(c) && !isBreak(c)))
                && text.lines().noneMatch(line -> line.endsWith(" "))
                && !text.endsWith("\n\n");
    }

    private static boolean isBreak(int c) {
        return c == 0x85 || c == 0x2028 || c == 0x2029 || c == 0xFEFF;
    }

    private static String writable(String value) {
        StringBuilder text = new StringBuilder(value.length());
        value.codePoints()
                .map(c -> c == 0 || (c >= 0xD800 && c <= 0xDFFF) ? 0xFFFD : c)
                .forEach(text::appendCodePoint);
        return text.toString();
    }

    /** Names and their values in order, each name with the comment that was given before it. */
    static final class Mapping {
        private final List<NodeTuple> entries = new ArrayList<>();
        private final List<CommentLine> comments = new ArrayList<>();

        /** What stands above the next entry. */
        Mapping comment(List<String> lines) {
            comments.addAll(lines(lines));
            return this;
        }

        private static List<CommentLine> lines(List<String> lines) {
            return lines.stream()
                    .map(line -> new CommentLine(null, null, shown(line), CommentType.BLOCK))
                    .toList();
        }

        /** On one line, with its indentation. */
        private static String shown(String line) {
            String text = ShownText.wholeLine(line);
            int indent = line.length() - line.stripLeading().length();
            return text.isEmpty() ? "" : " ".repeat(1 + indent) + text;
        }

        Mapping put(String name, Node value) {
            Node key = new ScalarNode(Tag.STR, name, null, null, ScalarStyle.PLAIN);
            if (!comments.isEmpty()) {
                key.setBlockComments(List.copyOf(comments));
                comments.clear();
            }
            entries.add(new NodeTuple(key, value));
            return this;
        }

        boolean isEmpty() {
            return entries.isEmpty();
        }

        /** One entry a line, and above all of them a comment. */
        Node node(List<String> comment) {
            Node node = node();
            if (!comment.isEmpty()) {
                node.setBlockComments(lines(comment));
            }
            return node;
        }

        /** One entry a line. */
        Node node() {
            return new MappingNode(Tag.MAP, entries, FlowStyle.BLOCK);
        }

        /** All entries in braces, on one line. */
        Node flow() {
            return new MappingNode(Tag.MAP, entries, FlowStyle.FLOW);
        }
    }
}
