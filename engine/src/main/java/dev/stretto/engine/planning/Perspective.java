package dev.stretto.engine.planning;

import java.util.List;

/**
 * A point of view from which a subagent looks at a whole repository.
 *
 * @param name what it is called
 * @param goal what is to be found out
 * @param looksAt what to look at for that; may be empty
 * @param returns what is to be reported
 */
public record Perspective(String name, String goal, String looksAt, String returns) {
    /** What is reported where nobody says otherwise. */
    public static final String FINDINGS =
            "Findings, the gravest first: file and line, what is wrong, what follows from it, and what would mend it; and what was looked at without a finding";

    /** Those that a plan has if nobody says otherwise. */
    public static final List<Perspective> DEFAULTS = List.of(
            new Perspective(
                    "security",
                    "Find what lets somebody do what they must not",
                    "Input from outside and where it ends up: commands, queries, paths, templates, deserialisation; authentication and"
                            + " permissions; secrets in code and logs; dependencies with known holes",
                    FINDINGS),
            new Perspective(
                    "performance",
                    "Find what takes more time or memory than it should, or grows faster than its input",
                    "Loops over loops, queries in loops, what is read whole, what is never freed, blocking where others wait, caches"
                            + " without a bound",
                    FINDINGS),
            new Perspective(
                    "test coverage",
                    "Find behaviour that could break without any test failing",
                    "Branches, errors and limits that no test reaches; tests that can't fail; tests that depend on time, order or the network",
                    FINDINGS),
            new Perspective(
                    "architecture",
                    "Find where the code's structure makes changes harder than they have to be",
                    "Dependencies between modules and their direction, cycles, what is done in two places, types that know too much, names"
                            + " that mislead",
                    FINDINGS));
}
