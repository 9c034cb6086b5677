package dev.stretto.app;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Which parts of the code use which, as its class files have it.
 *
 * @param uses for each part those that it uses
 */
record Arrows(SortedMap<String, NavigableSet<String>> uses) {

    /**
     * The arrows between parts.
     *
     * @param part the part that a class belongs to; none for a class that is not looked at
     */
    static Arrows between(JavaClasses classes, Function<JavaClass, Optional<String>> part) {
        SortedMap<String, NavigableSet<String>> uses = new TreeMap<>();
        for (JavaClass type : classes) {
            part.apply(type).ifPresent(from -> {
                NavigableSet<String> used = uses.computeIfAbsent(from, key -> new TreeSet<>());
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    part.apply(dependency.getTargetClass().getBaseComponentType())
                            .filter(to -> !to.equals(from))
                            .ifPresent(used::add);
                }
            });
        }
        return new Arrows(uses);
    }

    Set<String> parts() {
        return uses.keySet();
    }

    Set<String> of(String part) {
        return uses.getOrDefault(part, new TreeSet<>());
    }

    /** Without the arrows that others imply: where a uses b and b uses c, that a uses c is not drawn. */
    private Arrows reduced() {
        SortedMap<String, NavigableSet<String>> drawn = new TreeMap<>();
        uses.forEach((from, all) -> {
            NavigableSet<String> kept = new TreeSet<>(all);
            kept.removeIf(to -> all.stream()
                    .anyMatch(between -> !between.equals(to) && reaches(between, to) && !reaches(to, between)));
            drawn.put(from, kept);
        });
        return new Arrows(drawn);
    }

    private boolean reaches(String from, String to) {
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(of(from));
        while (!open.isEmpty()) {
            String next = open.pop();
            if (seen.add(next)) {
                open.addAll(of(next));
            }
        }
        return seen.contains(to);
    }

    /** As a graph in Mermaid; empty if there are no arrows. */
    String mermaid() {
        if (uses.values().stream().allMatch(Set::isEmpty)) {
            return "";
        }
        StringBuilder text = new StringBuilder("```mermaid\ngraph TD\n");
        parts().forEach(part -> text.append("    ")
                .append(node(part))
                .append("[\"")
                .append(part)
                .append("\"]\n"));
        reduced()
                .uses
                .forEach((from, all) -> all.forEach(to -> text.append("    ")
                        .append(node(from))
                        .append(" --> ")
                        .append(node(to))
                        .append("\n")));
        return text.append("```\n\n").toString();
    }

    /** What may stand before an arrow; words of Mermaid may not, so that each has something added. */
    private static String node(String part) {
        return "p_" + part.replaceAll("\\W", "_");
    }
}
