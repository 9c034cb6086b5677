package dev.stretto.engine.scope;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A glob as a non-deterministic finite automaton over code points (Thompson's construction, with the empty steps taken out).
 * It is about as large as the glob is long and is never made deterministic, so that no glob can make it explode. What
 * it accepts is narrowed to paths that can exist by whoever walks it; see {@link PathSyntax}.
 */
final class PathMachine {
    /** In one state: where a character out of a set leads. */
    record Edge(CodePoints on, int to) {}

    static final int START = 0;

    private final List<@Nullable List<Edge>> edges = new ArrayList<>();
    private final List<@Nullable List<Integer>> empties = new ArrayList<>();
    private final Edge[][] steps;
    private final boolean[] accepting;

    /** @param folder true if everything below what the parts match is meant too */
    PathMachine(List<GlobPart> parts, boolean folder) {
        int end = add(parts, state());
        int below = folder ? everything(step(end, CodePoints.SLASH)) : end;
        steps = new Edge[edges.size()][];
        accepting = new boolean[edges.size()];
        List<Integer> entered = new ArrayList<>(List.of(START));
        for (int i = 0; i < entered.size(); i++) {
            close(entered.get(i), end, below, entered);
        }
        edges.clear();
        empties.clear();
    }

    int size() {
        return steps.length;
    }

    Edge[] from(int state) {
        return steps[state];
    }

    boolean accepts(int state) {
        return accepting[state];
    }

    /** True if the machine accepts the path, whether or not such a path can exist. */
    boolean accepts(String path) {
        List<Integer> now = List.of(START);
        for (int i = 0; i < path.length() && !now.isEmpty(); i += Character.charCount(path.codePointAt(i))) {
            now = after(now, path.codePointAt(i));
        }
        return now.stream().anyMatch(state -> accepting[state]);
    }

    private List<Integer> after(List<Integer> states, int codePoint) {
        List<Integer> next = new ArrayList<>();
        boolean[] reached = new boolean[steps.length];
        for (int state : states) {
            for (Edge edge : steps[state]) {
                if (!reached[edge.to()] && edge.on().contains(codePoint)) {
                    reached[edge.to()] = true;
                    next.add(edge.to());
                }
            }
        }
        return next;
    }

    /** Gathers what a state can do, empty steps taken, and the states that it can get to. */
    private void close(int state, int end, int below, List<Integer> entered) {
        if (steps[state] != null) {
            return;
        }
        List<Edge> all = new ArrayList<>();
        List<Integer> open = new ArrayList<>(List.of(state));
        boolean[] seen = new boolean[edges.size()];
        seen[state] = true;
        for (int i = 0; i < open.size(); i++) {
            int at = open.get(i);
            accepting[state] |= at == end || at == below;
            List<Edge> here = edges.get(at);
            if (here != null) {
                all.addAll(here);
            }
            List<Integer> onwards = empties.get(at);
            if (onwards != null) {
                for (int next : onwards) {
                    if (!seen[next]) {
                        seen[next] = true;
                        open.add(next);
                    }
                }
            }
        }
        steps[state] = all.toArray(Edge[]::new);
        all.forEach(edge -> entered.add(edge.to()));
    }

    private int add(List<GlobPart> parts, int from) {
        int at = from;
        for (GlobPart part : parts) {
            at = add(part, at);
        }
        return at;
    }

    private int add(GlobPart part, int from) {
        return switch (part) {
            case GlobPart.One one -> step(from, one.of());
            case GlobPart.PartOfName star -> {
                int loop = jump(from, state());
                yield edge(loop, CodePoints.NAME, loop);
            }
            case GlobPart.Folders folders -> {
                int between = jump(from, state());
                int name = name(between);
                edge(name, CodePoints.SLASH, between);
                yield between;
            }
            case GlobPart.Everything everything -> everything(jump(from, state()));
            case GlobPart.Alternatives alternatives -> {
                int join = state();
                alternatives.of().forEach(each -> jump(add(each, jump(from, state())), join));
                yield join;
            }
        };
    }

    /** Names with slashes between them, from a state of their own. */
    private int everything(int from) {
        int name = name(from);
        edge(name, CodePoints.SLASH, from);
        return name;
    }

    private int name(int from) {
        int name = step(from, CodePoints.NAME);
        return edge(name, CodePoints.NAME, name);
    }

    private int state() {
        edges.add(null);
        empties.add(null);
        return edges.size() - 1;
    }

    private int step(int from, CodePoints on) {
        return edge(from, on, state());
    }

    private int edge(int from, CodePoints on, int to) {
        List<Edge> known = edges.get(from);
        if (known == null) {
            known = new ArrayList<>(2);
            edges.set(from, known);
        }
        known.add(new Edge(on, to));
        return to;
    }

    private int jump(int from, int to) {
        List<Integer> known = empties.get(from);
        if (known == null) {
            known = new ArrayList<>(2);
            empties.set(from, known);
        }
        known.add(to);
        return to;
    }
}
