package dev.stretto.engine.scope;

import dev.stretto.engine.scope.GlobPart.Alternatives;
import dev.stretto.engine.scope.GlobPart.Everything;
import dev.stretto.engine.scope.GlobPart.Folders;
import dev.stretto.engine.scope.GlobPart.One;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One way through a glob's alternatives, and what is certain of the paths on it. Two globs share a path only if a strand of
 * the one and a strand of the other {@link #mayMeet meet}; that is a condition which costs next to nothing, and no proof.
 *
 * @param head what they start with
 * @param name what their last name starts with; empty where that is not known
 * @param then what comes in it after that, if it is one of several characters; absent if that is not known
 * @param end what they end with, read backwards
 */
record Strand(String head, String name, @Nullable CodePoints then, String end) {
    /** So many strands are told apart; of a glob with more alternatives less is certain, and nothing wrong. */
    private static final int MOST = 16;

    /** The strands of a glob. */
    static List<Strand> of(List<GlobPart> parts, boolean folder) {
        return flattened(parts).stream()
                .map(flat -> through(flat, folder))
                .distinct()
                .toList();
    }

    private static Strand through(List<GlobPart> flat, boolean folder) {
        String head = literal(flat);
        if (folder) {
            return new Strand(head, "", null, "");
        }
        List<GlobPart> lastName = lastName(flat);
        String name = literal(lastName);
        int length = name.codePointCount(0, name.length());
        CodePoints then = length < lastName.size() && lastName.get(length) instanceof One one ? one.of() : null;
        return new Strand(head, name, then, literal(flat.reversed()));
    }

    /** The strand of a single path. */
    static Strand of(String path) {
        return new Strand(
                path,
                path.substring(path.lastIndexOf('/') + 1),
                null,
                new StringBuilder(path).reverse().toString());
    }

    /** True if both may be strands of one path. */
    boolean mayMeet(Strand other) {
        return eitherStarts(head, other.head)
                && eitherStarts(end, other.end)
                && eitherStarts(name, other.name)
                && goesOnAs(other)
                && other.goesOnAs(this);
    }

    /** True unless the other's name is longer, and goes on with what this one's can't. */
    private boolean goesOnAs(Strand other) {
        return then == null
                || other.name.length() <= name.length()
                || then.contains(other.name.codePointAt(name.length()));
    }

    private static boolean eitherStarts(String a, String b) {
        return a.length() <= b.length() ? b.startsWith(a) : a.startsWith(b);
    }

    private static List<List<GlobPart>> flattened(List<GlobPart> parts) {
        List<List<GlobPart>> all = List.of(List.of());
        for (GlobPart part : parts) {
            List<List<GlobPart>> next = new ArrayList<>();
            for (List<GlobPart> start : all) {
                for (List<GlobPart> rest : choices(part, MOST / all.size())) {
                    List<GlobPart> longer = new ArrayList<>(start);
                    longer.addAll(rest);
                    next.add(longer);
                }
            }
            all = next;
        }
        return all;
    }

    /** Where there are too many alternatives, something stands for them of which as little is certain as can be. */
    private static List<List<GlobPart>> choices(GlobPart part, int most) {
        if (!(part instanceof Alternatives alternatives)) {
            return List.of(List.of(part));
        }
        List<List<GlobPart>> choices = new ArrayList<>();
        for (List<GlobPart> each : alternatives.of()) {
            choices.addAll(flattened(each));
            if (choices.size() > most) {
                return List.of(List.of(new Everything()));
            }
        }
        return choices;
    }

    private static List<GlobPart> lastName(List<GlobPart> flat) {
        for (int i = flat.size() - 1; i >= 0; i--) {
            GlobPart part = flat.get(i);
            if (part instanceof Everything) {
                return List.of();
            }
            if (part instanceof Folders || (part instanceof One one && one.of().contains('/'))) {
                return flat.subList(i + 1, flat.size());
            }
        }
        return flat;
    }

    private static String literal(List<GlobPart> parts) {
        StringBuilder text = new StringBuilder();
        for (GlobPart part : parts) {
            int only = part instanceof One one ? one.of().only() : -1;
            if (only < 0) {
                return text.toString();
            }
            text.appendCodePoint(only);
        }
        return text.toString();
    }
}
