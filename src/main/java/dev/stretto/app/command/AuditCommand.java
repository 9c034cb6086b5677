package dev.stretto.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stretto.app.terminal.PlainProgress;
import dev.stretto.app.terminal.Screen;
import dev.stretto.engine.run.RunState;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.engine.run.Todo;
import dev.stretto.persistence.Artifacts;
import dev.stretto.persistence.Audit;
import dev.stretto.persistence.AuditResult;
import dev.stretto.persistence.LogEntry;
import dev.stretto.persistence.RunLogs;
import dev.stretto.persistence.StrettoJson;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads a run's event log: who did what when, and whether the log can be trusted. */
@Command(name = "audit", description = "Prints a run's event log, or checks it. Needs no engine.")
public final class AuditCommand implements Callable<Integer> {

    @Mixin
    private final CommonOptions options = new CommonOptions();

    @Parameters(paramLabel = "RUN", description = RunParameter.DESCRIPTION)
    private String run = "";

    @Option(names = "--verify", description = "Check the chain of hashes, and that every transition was legal.")
    private boolean verify;

    @Option(names = "--at", paramLabel = "N", description = "The todo list as it stood after event N.")
    private @Nullable Long at;

    /** What {@code audit --at N --json} prints. */
    record TodosAt(String run, long event, List<Todo> todos) {}

    @Override
    public Integer call() throws Exception {
        Screen screen = options.screen();
        try (RunLogs logs = options.logs()) {
            String id = logs.resolve(run);
            if (verify) {
                return verify(logs, id, screen);
            }
            if (at != null) {
                return todosAt(logs, id, at, screen);
            }
            print(logs.read(id), screen);
            return ExitCodes.CLEAN;
        }
    }

    private int verify(RunLogs logs, String id, Screen screen) throws Exception {
        AuditResult result = Audit.verify(
                id, logs.rows(id), new Artifacts(options.dataDirectory().artifacts()));
        if (screen.json()) {
            screen.document(result);
        } else if (result.clean()) {
            screen.line("The log of run " + id + " is whole: " + result.events()
                    + " events, each with the hash of the one before, every transition legal. It ends in "
                    + result.chain());
        } else {
            result.findings().forEach(finding -> screen.line(finding.toString()));
            screen.note("stretto: the log of run " + id + " can't be trusted: "
                    + result.findings().size() + " findings");
        }
        return result.clean() ? ExitCodes.CLEAN : ExitCodes.CORRUPT;
    }

    private static int todosAt(RunLogs logs, String id, long event, Screen screen) throws Exception {
        List<LogEntry> entries = logs.read(id);
        if (event < 1 || event > entries.size()) {
            throw new UsageException("--at: found " + event + ", expected an event from 1 to " + entries.size());
        }
        RunState state = RunState.initial();
        for (LogEntry entry : entries.subList(0, Math.toIntExact(event))) {
            state = state.evolve(entry.event());
        }
        List<Todo> todos = state.started().map(StartedRun::todos).orElse(List.of());
        if (screen.json()) {
            screen.document(new TodosAt(id, event, todos));
        } else {
            todos.forEach(todo -> screen.line(todo.status() + "  " + todo.content()));
        }
        return ExitCodes.CLEAN;
    }

    private static void print(List<LogEntry> entries, Screen screen) throws Exception {
        ObjectMapper json = StrettoJson.mapper();
        for (LogEntry entry : entries) {
            JsonNode stored = json.readTree(entry.json());
            if (screen.json()) {
                screen.jsonLine(stored);
            } else {
                screen.line(String.format(
                        "%5d  %s  %-22s %-20s %s",
                        entry.sequence(),
                        entry.at(),
                        stored.path("type").asText(),
                        entry.cause(),
                        PlainProgress.text(entry.event()).orElse("")));
            }
        }
    }
}
