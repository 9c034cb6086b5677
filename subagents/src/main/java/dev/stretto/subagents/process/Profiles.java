package dev.stretto.subagents.process;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The command lines of coding agents that the configuration knows, each under a name such as {@code claude}. */
public final class Profiles {
    private final SortedMap<String, List<String>> commands;

    private Profiles(SortedMap<String, List<String>> commands) {
        this.commands = commands;
    }

    /**
     * Profiles by name.
     *
     * @param commands each name's program and arguments, with the same placeholders as in a plan's command
     * @throws IllegalArgumentException if one has no words
     */
    public static Profiles of(Map<String, List<String>> commands) {
        SortedMap<String, List<String>> copy = new TreeMap<>();
        commands.forEach((name, words) -> {
            if (words.isEmpty()) {
                throw new IllegalArgumentException("the profile \"" + name + "\" has no command");
            }
            copy.put(name, List.copyOf(words));
        });
        return new Profiles(Collections.unmodifiableSortedMap(copy));
    }

    /** The names, in order. */
    public SortedSet<String> names() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(commands.keySet()));
    }

    /** The command line of a profile; empty if there is no such profile. */
    public Optional<List<String>> command(String name) {
        return Optional.ofNullable(commands.get(name));
    }
}
