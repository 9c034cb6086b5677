package dev.stretto.subagents.function;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a function is told about the attempt that it carries out. */
public final class FunctionCall {
    private final String run;
    private final String task;
    private final int attempt;
    private final @Nullable String prompt;
    private final Supplier<Path> directory;
    private final Runnable signOfLife;

    /**
     * A call.
     *
     * @param run the run's id
     * @param task the task's id
     * @param attempt counted from 1
     * @param prompt the rendered prompt; absent if the task has none
     * @param directory makes the workspace, or says where it is
     * @param signOfLife told that the function is alive
     */
    public FunctionCall(
            String run,
            String task,
            int attempt,
            @Nullable String prompt,
            Supplier<Path> directory,
            Runnable signOfLife) {
        this.run = run;
        this.task = task;
        this.attempt = attempt;
        this.prompt = prompt;
        this.directory = directory;
        this.signOfLife = signOfLife;
    }

    /** The run's id. */
    public String run() {
        return run;
    }

    /** The task's id. */
    public String task() {
        return task;
    }

    /** Which attempt it is, counted from 1. */
    public int attempt() {
        return attempt;
    }

    /** The rendered prompt; absent if the task has none. */
    public @Nullable String prompt() {
        return prompt;
    }

    /**
     * The workspace, an absolute path; the function changes files below it only. Where the plan names none it is a folder of
     * the attempt's own, which is made when it is first asked for.
     *
     * @throws java.io.UncheckedIOException if that folder can't be made
     */
    public Path directory() {
        return directory.get();
    }

    /** To be run now and then by a function whose task has an idle limit: it has no output to be seen by. */
    public Runnable signOfLife() {
        return signOfLife;
    }
}
