package dev.stretto.app.command.audit;

import dev.stretto.app.command.UsageException;
import dev.stretto.app.terminal.Screen;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.engine.todo.Todo;
import dev.stretto.persistence.codec.Replay;
import dev.stretto.persistence.codec.StoredRow;
import java.util.List;

/**
 * What {@code audit --at} prints.
 *
 * @param event the number of the event after which the list stood like this
 */
record TodosAt(String run, long event, List<Todo> todos) {

    static TodosAt of(AuditedLog log, long event) throws UsageException {
        if (event < 1 || event > log.rows().size()) {
            throw new UsageException("--at: found " + event + ", expected an event from 1 to "
                    + log.rows().size());
        }
        List<StoredRow> rows = log.rows().subList(0, Math.toIntExact(event));
        List<Todo> todos = Replay.fold(log.run(), log.place(), rows)
                .state()
                .started()
                .map(StartedRun::todos)
                .orElse(List.of());
        return new TodosAt(log.run(), event, todos);
    }

    void print(Screen screen) {
        if (screen.json()) {
            screen.document(this);
        } else {
            todos.forEach(todo -> screen.line(todo.status() + "  " + todo.content()));
        }
    }
}
