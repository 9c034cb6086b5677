package dev.stretto.engine.plan;

import java.util.List;

/** Who carries a task out. */
public sealed interface SubagentSpec {

    /**
     * A command, started without a shell.
     *
     * @param words the program and its arguments, at least one; each {@link Placeholder} in them is replaced
     */
    record Command(List<String> words) implements SubagentSpec {
        public Command {
            words = List.copyOf(words);
            if (words.isEmpty()) {
                throw new IllegalArgumentException("a command has at least one word");
            }
        }
    }

    /** A coding agent whose command line the configuration knows under a name, such as {@code claude}. */
    record Profile(String name) implements SubagentSpec {}

    /** A Java function that the embedding program has registered under a name. */
    record Function(String name) implements SubagentSpec {}
}
