package dev.stretto.subagents.process;

import dev.stretto.engine.attempt.AttemptId;
import dev.stretto.engine.plan.EscapedTaskId;
import java.nio.file.Path;

/**
 * The folder of one attempt, and the files in it. They outlive the engine: they are how the next one knows what became of
 * the attempt.
 *
 * @param directory the folder, as an absolute path; it need not exist
 */
public record AttemptFiles(Path directory) {

    public AttemptFiles {
        directory = directory.toAbsolutePath();
    }

    /** The files of an attempt below the folder that holds those of all attempts. */
    public static AttemptFiles in(Path attemptsRoot, String run, AttemptId id) {
        return new AttemptFiles(
                attemptsRoot.resolve(run).resolve(EscapedTaskId.of(id.task())).resolve(Integer.toString(id.attempt())));
    }

    /** The rendered prompt; there only if the task has one. */
    public Path prompt() {
        return directory.resolve("prompt.md");
    }

    /** The script that carries the command out; it can be read, to see what was run. */
    public Path script() {
        return directory.resolve("attempt.sh");
    }

    /** What the subagent wrote to its standard output. */
    public Path stdout() {
        return directory.resolve("stdout");
    }

    /** What the subagent wrote to its standard error. */
    public Path stderr() {
        return directory.resolve("stderr");
    }

    /** Which process carries the attempt out; written before the command starts, so that its absence means: never started. */
    public Path process() {
        return directory.resolve("process");
    }

    /** Room for the exit status, taken before the command starts; used if the disk is full when it ends. */
    public Path ending() {
        return directory.resolve("ending");
    }

    /** The exit status, and how long the machine had been up by then; there once the command has ended. */
    public Path exit() {
        return directory.resolve("exit");
    }

    /** The files of a command that is run before the attempt or after it in its workspace, such as {@code setup}. */
    public AttemptFiles beside(String what) {
        return new AttemptFiles(directory.resolve(what));
    }

    /** True if it has ended with the exit code 0. */
    public boolean endedWell() {
        return ExitStatus.of(this).filter(status -> status.code() == 0).isPresent();
    }

    /** What the subagent says about its work, as JSON; there only if it wrote one. */
    public Path result() {
        return directory.resolve("result.json");
    }
}
