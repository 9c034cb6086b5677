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
import dev.stretto.persistence.EventCodec;
import dev.stretto.persistence.LogEntry;
import dev.stretto.persistence.LogFile;
import dev.stretto.persistence.RunLogs;
import dev.stretto.persistence.StoredRow;
import dev.stretto.persistence.StrettoJson;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads a run's event log: who did what when, and whether the log can be trusted. */
@Command(name = "audit", description = "Prints a run's event log, checks it, or writes it to a file. Needs no engine.")
public final class AuditCommand implements Callable<Integer> {

    @Mixin
    private final CommonOptions options = new CommonOptions();

    @Parameters(paramLabel = "RUN", description = RunParameter.DESCRIPTION + " Or a file that --export has written.")
    private String run = "";

    @Option(
            names = "--verify",
            description =
                    "Check the chain of hashes, that every transition was legal, and the artifacts where they are.")
    private boolean verify;

    @Option(names = "--at", paramLabel = "N", description = "The todo list as it stood after event N.")
    private @Nullable Long at;

    @Option(names = "--export", paramLabel = "FILE", description = "Write the log to a new file, an event a line.")
    private @Nullable Path export;

    /** What {@code audit --at N --json} prints. */
    record TodosAt(String run, long event, List<Todo> todos) {}

    /** What {@code audit --export FILE --json} prints. */
    record Exported(String run, Path file, int events) {}

    /** A log and where it comes from; the artifacts are absent for a log in a file. */
    private record Source(
            String run, List<StoredRow> rows, @Nullable Artifacts artifacts) {}

    @Override
    public Integer call() throws Exception {
        Screen screen = options.screen();
        Source source = source();
        if (export != null) {
            export(source, export, screen);
        }
        if (verify) {
            return verify(source, screen);
        }
        if (at != null) {
            todosAt(source, at, screen);
        } else if (export == null) {
            print(source, screen);
        }
        return ExitCodes.CLEAN;
    }

    private Source source() throws Exception {
        Path file = Path.of(run);
        if (Files.isRegularFile(file)) {
            List<StoredRow> rows = LogFile.read(file);
            return new Source(LogFile.run(file, rows), rows, null);
        }
        try (RunLogs logs = options.logs()) {
            String id = logs.resolve(run);
            return new Source(
                    id, logs.rows(id), new Artifacts(options.dataDirectory().artifacts()));
        }
    }

    private static void export(Source source, Path file, Screen screen) throws IOException, UsageException {
        try {
            LogFile.write(file, source.rows());
        } catch (FileAlreadyExistsException e) {
            throw new UsageException("--export: " + file + " is there already; name a file that is not");
        }
        if (screen.json()) {
            screen.document(new Exported(source.run(), file, source.rows().size()));
        } else {
            screen.line(source.rows().size() + " events of run " + source.run() + " are in " + file);
        }
    }

    private static int verify(Source source, Screen screen) {
        AuditResult result = source.artifacts() == null
                ? Audit.verify(source.run(), source.rows())
                : Audit.verify(source.run(), source.rows(), source.artifacts());
        if (screen.json()) {
            screen.document(result);
        } else if (result.clean()) {
            screen.line("The log of run " + source.run() + " is whole: " + result.events()
                    + " events, each with the hash of the one before, every transition legal. It ends in "
                    + result.chain());
        } else {
            result.findings().forEach(finding -> screen.line(finding.toString()));
            screen.note("stretto: the log of run " + source.run() + " can't be trusted: "
                    + result.findings().size() + " findings");
        }
        return result.clean() ? ExitCodes.CLEAN : ExitCodes.CORRUPT;
    }

    private static void todosAt(Source source, long event, Screen screen) throws UsageException {
        if (event < 1 || event > source.rows().size()) {
            throw new UsageException("--at: found " + event + ", expected an event from 1 to "
                    + source.rows().size());
        }
        EventCodec codec = new EventCodec();
        RunState state = RunState.initial();
        for (StoredRow row : source.rows().subList(0, Math.toIntExact(event))) {
            state = state.evolve(codec.read(row.json()).event());
        }
        List<Todo> todos = state.started().map(StartedRun::todos).orElse(List.of());
        if (screen.json()) {
            screen.document(new TodosAt(source.run(), event, todos));
        } else {
            todos.forEach(todo -> screen.line(todo.status() + "  " + todo.content()));
        }
    }

    private static void print(Source source, Screen screen) throws IOException {
        EventCodec codec = new EventCodec();
        ObjectMapper json = StrettoJson.mapper();
        for (StoredRow row : source.rows()) {
            LogEntry entry = codec.read(row.json());
            JsonNode stored = json.readTree(row.json());
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
