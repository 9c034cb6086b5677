package dev.stretto.engine.decision;

import java.util.List;

/**
 * What one subagent carries out: a task, or several related ones together.
 *
 * @param lead the id of its first task in plan order; it names the attempt, its workspace and its branch
 * @param tasks the ids of its tasks in plan order, the lead first
 * @param waits which assignments it does not start before, and why; empty if it may start at once
 */
public record Assignment(String lead, List<String> tasks, List<Wait> waits) {
    public Assignment {
        tasks = List.copyOf(tasks);
        waits = List.copyOf(waits);
        if (tasks.isEmpty() || !tasks.getFirst().equals(lead)) {
            throw new IllegalArgumentException("an assignment's first task is its lead, " + lead);
        }
    }
}
