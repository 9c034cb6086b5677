package dev.stretto.engine.synthesis;

import java.util.List;

/**
 * Work that can be in the result or be left out.
 *
 * @param task the task's id
 * @param needs the ids of the tasks without which it can't be in it
 * @param weight how many tasks of the plan it stands for, 1 or more
 */
public record Choosable(String task, List<String> needs, int weight) {
    public Choosable {
        needs = List.copyOf(needs);
        if (weight < 1) {
            throw new IllegalArgumentException("a choice stands for at least one task, not " + weight);
        }
    }
}
