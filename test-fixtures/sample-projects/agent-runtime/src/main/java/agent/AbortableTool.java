package agent;

import java.util.function.Consumer;

/** A long-running tool that reports its output line by line and stops when it is told to. */
@FunctionalInterface
public interface AbortableTool {
    void run(Consumer<String> output, AbortSignal signal) throws InterruptedException;
}
