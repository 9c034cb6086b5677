package dev.stretto.engine.planning;

import org.jspecify.annotations.Nullable;

/**
 * A cause that failures may have in common; those with equal ones are related.
 *
 * @param kind what it is that they have in common
 * @param words what they do, as the end of a sentence that begins with "they": {@code fail at src/Money.java:12}
 * @param file the file of the repository in which the cause lies; absent if nothing says
 * @param name what the cause is called in short
 */
record Cause(Kind kind, String words, @Nullable String file, String name) {

    /** What failures have in common. */
    enum Kind {
        /** The line of production code that fails. */
        LINE,
        /** The step in the code that tests share that fails, and how. */
        HELPER,
        /** What is set up before the tests. */
        SETUP,
        /** Something that is not there. */
        SYMBOL,
        /** The same error in a library, before any code of the repository was reached. */
        ERROR
    }
}
