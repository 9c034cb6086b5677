package dev.stretto.engine.plan;

/** What a variable of the environment is set to. */
public sealed interface EnvironmentValue {

    /** A text, which is no secret: it stands in the log. */
    record Literal(String text) implements EnvironmentValue {}

    /** The value that a variable has in Stretto's own environment when a process is started. It is never written down. */
    record FromEnv(String name) implements EnvironmentValue {}

    /**
     * What a file holds when a process is started, without a line end at its end. It is never written down.
     *
     * @param path in a plan that was read from a file an absolute path
     */
    record FromFile(String path) implements EnvironmentValue {}
}
