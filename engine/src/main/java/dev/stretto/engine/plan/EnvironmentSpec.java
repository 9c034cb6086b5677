package dev.stretto.engine.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What commands of a task find in their environment besides what they inherit.
 *
 * @param variables the values by the variables' names, in alphabetical order
 * @param ports names of ports; each attempt gets a free one for each, as {@code STRETTO_PORT_} with the name in capital letters
 */
public record EnvironmentSpec(Map<String, EnvironmentValue> variables, List<String> ports) {
    /** Nothing. */
    public static final EnvironmentSpec NONE = new EnvironmentSpec(Map.of(), List.of());

    public EnvironmentSpec {
        variables = Collections.unmodifiableSortedMap(new TreeMap<>(variables)); // always written in the same order
        ports = List.copyOf(ports);
    }

    /** Both together; where both have a variable, this one's value holds. */
    public EnvironmentSpec over(EnvironmentSpec other) {
        Map<String, EnvironmentValue> all = new LinkedHashMap<>(other.variables);
        all.putAll(variables);
        Set<String> names = new LinkedHashSet<>(other.ports);
        names.addAll(ports);
        return new EnvironmentSpec(all, List.copyOf(names));
    }
}
