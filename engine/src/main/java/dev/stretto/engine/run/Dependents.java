package dev.stretto.engine.run;

import dev.stretto.engine.run.RunContext.Waiter;
import dev.stretto.engine.todo.TodoStatus;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.TreeSet;

/** Finds what can't be done because something before it was not. */
final class Dependents {
    private Dependents() {}

    /** The pending assignments that need this one to be completed, directly or through others, in dispatch order. */
    static Set<Integer> pending(StartedRun run, int position) {
        Set<Integer> found = new TreeSet<>();
        Deque<Integer> open = new ArrayDeque<>();
        open.add(position);
        while (!open.isEmpty()) {
            for (Waiter waiter : run.context().waiters(open.remove())) {
                boolean pending = run.progress().get(waiter.position()).status() == TodoStatus.PENDING;
                if (waiter.needsCompletion() && pending && found.add(waiter.position())) {
                    open.add(waiter.position());
                }
            }
        }
        return found;
    }
}
