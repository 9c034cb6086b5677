package dev.stretto.persistence.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stretto.engine.run.RunEvent.RunCancelRequested;
import dev.stretto.persistence.codec.EventCodec;
import dev.stretto.persistence.codec.LogEntry;
import dev.stretto.persistence.codec.StrettoJson;
import dev.stretto.persistence.samples.ScriptedRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Everything that can be done to a log, one thing at a time. */
final class Tampering {

    /** The kinds of tampering, in the words of the table. */
    enum Kind {
        FIELD("a field changed"),
        MISSING_FIELD("a field removed"),
        BYTE("a byte changed"),
        BROKEN("an entry made unreadable"),
        REMOVED("an event removed"),
        NEIGHBOURS("two neighbours swapped"),
        DISTANT("two distant events swapped"),
        MOVED("an event moved elsewhere"),
        COPIED("an event copied elsewhere"),
        FORGED("an event forged, with the right hash");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /**
     * One log after one thing was done to it.
     *
     * @param numbers the events that it was done to; a finding has to name one of them
     * @param atEnd true if only the last event was touched, which no later one vouches for
     * @param entries what the log has now
     */
    record Case(Kind kind, String what, Set<Integer> numbers, boolean atEnd, List<byte[]> entries) {}

    /** So many bytes of an entry are changed, one after the other; each of its fields is changed anyway. */
    private static final int MOST_BYTES = 12;

    private final List<byte[]> log;
    private final List<Case> cases = new ArrayList<>();

    private Tampering(ScriptedRun run) {
        this.log = run.log().stream().map(LogEntry::json).toList();
    }

    /** Every case for a log. */
    static List<Case> of(ScriptedRun run) throws IOException {
        Tampering tampering = new Tampering(run);
        for (int number = 1; number <= tampering.log.size(); number++) {
            tampering.fields(number);
            tampering.bytes(number);
            tampering.removed(number);
            tampering.swappedAndMoved(number);
            tampering.inserted(number, run);
        }
        return tampering.cases;
    }

    private void fields(int number) throws IOException {
        JsonNode tree = StrettoJson.mapper().readTree(log.get(number - 1));
        for (List<Object> path : paths(tree, List.of())) {
            ObjectNode changed = tree.deepCopy();
            JsonNode parent = parent(changed, path);
            replace(parent, path.getLast(), other(child(parent, path.getLast())));
            add(Kind.FIELD, path + " of event " + number, number, StrettoJson.bytes(changed));
            ObjectNode without = tree.deepCopy();
            remove(parent(without, path), path.getLast());
            add(Kind.MISSING_FIELD, path + " of event " + number, number, StrettoJson.bytes(without));
        }
    }

    private void bytes(int number) {
        byte[] entry = log.get(number - 1);
        for (int at = 0; at < entry.length; at += Math.max(7, entry.length / MOST_BYTES)) {
            byte[] changed = entry.clone();
            changed[at] ^= 1;
            add(Kind.BYTE, "byte " + at + " of event " + number, number, changed);
        }
        add(Kind.BROKEN, "event " + number, number, "{".getBytes(UTF_8));
        add(Kind.BROKEN, "event " + number + ", emptied", number, new byte[0]);
    }

    private void removed(int number) {
        List<byte[]> entries = new ArrayList<>(log);
        entries.remove(number - 1);
        add(Kind.REMOVED, "event " + number, Set.of(number), number == log.size(), entries);
    }

    private void swappedAndMoved(int number) {
        for (int other = number + 1; other <= log.size(); other++) {
            List<byte[]> swapped = new ArrayList<>(log);
            swapped.set(number - 1, log.get(other - 1));
            swapped.set(other - 1, log.get(number - 1));
            add(
                    other == number + 1 ? Kind.NEIGHBOURS : Kind.DISTANT,
                    "events " + number + " and " + other,
                    Set.of(number, other),
                    false,
                    swapped);
        }
        for (int to = 1; to <= log.size(); to++) {
            if (Math.abs(to - number) > 1) {
                List<byte[]> moved = new ArrayList<>(log);
                moved.add(to - 1, moved.remove(number - 1));
                add(Kind.MOVED, "event " + number + " to " + to, Set.of(number, to), false, moved);
            }
        }
    }

    private void inserted(int number, ScriptedRun run) {
        for (int to = 1; to <= log.size() + 1; to++) {
            List<byte[]> copied = new ArrayList<>(log);
            copied.add(to - 1, log.get(number - 1));
            // The copy, or its original, which stands one further if the copy was put in before it.
            add(
                    Kind.COPIED,
                    "event " + number + " as " + to,
                    to <= number ? Set.of(to, number + 1) : new TreeSet<>(List.of(to, number)),
                    false,
                    copied);
        }
        LogEntry before = run.log().get(number - 1);
        List<byte[]> forged = new ArrayList<>(log);
        forged.add(
                number,
                new EventCodec()
                        .seal(number + 1L, before.at(), "nobody", before.digest(), new RunCancelRequested("forged"))
                        .json());
        add(Kind.FORGED, "after event " + number, Set.of(number + 1), false, forged);
    }

    private void add(Kind kind, String what, int number, byte[] entry) {
        List<byte[]> entries = new ArrayList<>(log);
        entries.set(number - 1, entry);
        add(kind, what, Set.of(number), number == log.size(), entries);
    }

    private void add(Kind kind, String what, Set<Integer> numbers, boolean atEnd, List<byte[]> entries) {
        cases.add(new Case(kind, what, numbers, atEnd, entries));
    }

    /** All values of an entry, however deep: those that hold others too. */
    private static List<List<Object>> paths(JsonNode node, List<Object> here) {
        List<List<Object>> paths = new ArrayList<>();
        List<Object> steps = new ArrayList<>();
        if (node.isObject()) {
            node.fieldNames().forEachRemaining(steps::add);
        } else {
            IntStream.range(0, node.size()).forEach(steps::add);
        }
        for (Object step : steps) {
            List<Object> path = new ArrayList<>(here);
            path.add(step);
            paths.add(path);
            paths.addAll(paths(child(node, step), path));
        }
        return paths;
    }

    /** A value of the same kind, that could have been there. */
    private static JsonNode other(JsonNode value) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (value.getNodeType()) {
            case STRING -> nodes.textNode(otherText(value.textValue()));
            case NUMBER ->
                value.isIntegralNumber()
                        ? nodes.numberNode(value.longValue() + 1)
                        : nodes.numberNode(value.doubleValue() + 1);
            case BOOLEAN -> BooleanNode.valueOf(!value.booleanValue());
            case ARRAY -> nodes.arrayNode().addAll((ArrayNode) value).add("more");
            case OBJECT -> value.<ObjectNode>deepCopy().put("more", 1);
            case NULL, MISSING, BINARY, POJO -> throw new AssertionError(value);
        };
    }

    /** Digests and times stay what they are, with another digit. */
    private static String otherText(String text) {
        if (text.matches("sha256:[0-9a-f]{64}")) {
            return text.substring(0, text.length() - 1) + (text.endsWith("0") ? "1" : "0");
        }
        return text.matches("\\d{4}-.*Z") ? text.replaceFirst("2026", "2025") : text + "x";
    }

    private static JsonNode parent(JsonNode tree, List<Object> path) {
        JsonNode node = tree;
        for (Object step : path.subList(0, path.size() - 1)) {
            node = child(node, step);
        }
        return node;
    }

    private static JsonNode child(JsonNode node, Object step) {
        return step instanceof Integer index ? node.get(index) : node.get((String) step);
    }

    private static void replace(JsonNode parent, Object step, JsonNode value) {
        if (parent instanceof ObjectNode object) {
            object.set((String) step, value);
        } else {
            ((ArrayNode) parent).set((Integer) step, value);
        }
    }

    private static void remove(JsonNode parent, Object step) {
        if (parent instanceof ObjectNode object) {
            object.remove((String) step);
        } else {
            ((ArrayNode) parent).remove((Integer) step);
        }
    }
}
