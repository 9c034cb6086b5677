package dev.stretto.engine.plan;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the rules of a plan look at in a task. It can be taken from a task that is otherwise malformed, so that one look
 * at a plan finds everything that is wrong with it.
 *
 * @param field where the task stands, such as {@code tasks[2]}
 * @param id absent where the document has none that could be read
 * @param writes its globs; an entry that could not be read is null, so that positions stay right
 * @param needs as {@code writes}
 * @param related as {@code writes}
 */
public record TaskOutline(
        String field,
        @Nullable String id,
        List<@Nullable String> writes,
        List<@Nullable String> needs,
        List<@Nullable String> related) {

    static TaskOutline of(int position, Task task) {
        return new TaskOutline(
                "tasks[" + position + "]",
                task.id(),
                entries(task.globs()),
                entries(task.needs()),
                entries(task.related()));
    }

    private static List<@Nullable String> entries(List<String> list) {
        return new ArrayList<>(list);
    }
}
