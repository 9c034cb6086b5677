package dev.stretto.subagents.function;

/**
 * A subagent written in Java, registered under a name that plans refer to.
 *
 * <p>It runs on a virtual thread of its own. Whatever it throws makes its attempt a failed one. An attempt that is stopped
 * or runs out of time interrupts the thread; a function that does not end then is given up on, though its thread lives on.
 * A function does not outlive the engine: an attempt that was under way when the engine ended is lost.
 */
@FunctionalInterface
public interface SubagentFunction {

    /**
     * Carries out one attempt at a task.
     *
     * @throws Exception if the attempt failed; its class and message are the failure's message
     */
    FunctionResult execute(FunctionCall call) throws Exception;
}
