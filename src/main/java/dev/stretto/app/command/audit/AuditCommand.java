package dev.stretto.app.command.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stretto.app.command.CommonOptions;
import dev.stretto.app.command.ExitCodes;
import dev.stretto.app.command.RunParameter;
import dev.stretto.app.command.UsageException;
import dev.stretto.app.terminal.PlainProgress;
import dev.stretto.app.terminal.Screen;
import dev.stretto.engine.run.RunEvent.RunStarted;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.engine.todo.Todo;
import dev.stretto.persistence.Stores;
import dev.stretto.persistence.artifact.ArtifactStore;
import dev.stretto.persistence.audit.Audit;
import dev.stretto.persistence.audit.AuditResult;
import dev.stretto.persistence.codec.AuditFinding;
import dev.stretto.persistence.codec.Digests;
import dev.stretto.persistence.codec.EventCodec;
import dev.stretto.persistence.codec.EventTypes;
import dev.stretto.persistence.codec.LogEntry;
import dev.stretto.persistence.codec.LogFilter;
import dev.stretto.persistence.codec.LogPlace;
import dev.stretto.persistence.codec.Replay;
import dev.stretto.persistence.codec.StoredRow;
import dev.stretto.persistence.codec.StrettoJson;
import dev.stretto.persistence.codec.UnrecoverableLogException;
import dev.stretto.persistence.directory.DataDirectory;
import dev.stretto.persistence.export.LogExport;
import dev.stretto.persistence.export.LogFile;
import dev.stretto.persistence.journal.EventLog;
import dev.stretto.persistence.journal.RunTable;
import dev.stretto.persistence.journal.UnknownRunException;
import dev.stretto.persistence.seal.SealStore;
import dev.stretto.subagents.git.integration.IntegrationCheck;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads a run's event log: who did what when, and whether the log can be trusted. */
@Command(name = "audit", description = "Prints a run's event log, checks it, or writes it to a file. Needs no engine.")
public final class AuditCommand implements Callable<Integer> {
    private static final int TASKS_TOLD = 20;

    @Mixin
    private final CommonOptions options = new CommonOptions();

    @Parameters(paramLabel = "RUN", description = RunParameter.DESCRIPTION + " Or a file that --export has written.")
    private String run = "";

    @Option(
            names = "--verify",
            description =
                    "Check the chain of hashes, that every transition was legal, the artifacts, and the integration's"
                            + " commits.")
    private boolean verify;

    @Option(
            names = "--expect",
            paramLabel = "HASH",
            description =
                    "With --verify: the log must have the event with this hash, which a report gave as log.chain.")
    private @Nullable String expected;

    @Option(names = "--at", paramLabel = "N", description = "The todo list as it stood after event N.")
    private @Nullable Long at;

    @Option(names = "--task", paramLabel = "ID", description = "Print only events that name this task. Repeatable.")
    private List<String> tasks = List.of();

    @Option(names = "--type", paramLabel = "TYPE", description = "Print only events of this type. Repeatable.")
    private List<String> types = List.of();

    @Option(
            names = "--export",
            paramLabel = "FILE",
            description = "Write the log and its artifacts to a new file, which needs nothing else to be read.")
    private @Nullable String export;

    /** What {@code audit --at N --json} prints. */
    record TodosAt(String run, long event, List<Todo> todos) {}

    /**
     * A log and where it comes from: a file, or the journal with the artifacts beside it.
     *
     * @param unsealed true if its run is over, and nothing but itself says so
     */
    private record Source(
            String run,
            LogPlace place,
            List<StoredRow> rows,
            Audit audit,
            List<AuditFinding> problems,
            @Nullable ArtifactStore artifacts,
            boolean unsealed) {}

    @Override
    public Integer call() throws Exception {
        refuseWhatDoesNotGoTogether();
        Screen screen = options.screen();
        Source source = source();
        LogExport exported = export == null ? null : export(source, Path.of(export));
        int code = exported == null ? ExitCodes.CLEAN : say(exported, screen);
        if (verify) {
            code = Math.max(code, verify(source, exported, screen));
            return Math.max(code, checkJournal(source, screen));
        }
        if (at != null) {
            todosAt(source, at, screen);
        } else if (exported == null) {
            print(source, screen);
        } else if (screen.json()) {
            screen.document(exported);
        }
        source.problems().forEach(problem -> screen.note("stretto: " + source.place() + ": " + problem));
        return source.problems().isEmpty() ? code : ExitCodes.CORRUPT;
    }

    private void refuseWhatDoesNotGoTogether() throws UsageException {
        if (!(tasks.isEmpty() && types.isEmpty()) && (verify || at != null || export != null)) {
            throw new UsageException("--task and --type choose among the events that are printed; --verify, --at and"
                    + " --export are about all of them");
        }
        if (at != null && (verify || export != null)) {
            throw new UsageException("--at is about one moment of the log; --verify and --export are about all of it");
        }
        if (expected != null) {
            checkExpected(expected);
        }
        if (export != null) {
            checkExport(export);
        }
        for (String type : types) {
            if (EventTypes.named(type).isEmpty()) {
                throw new UsageException("--type: found '" + type + "', expected one of "
                        + EventTypes.all().stream()
                                .map(EventTypes.EventType::name)
                                .collect(Collectors.joining(", ")));
            }
        }
    }

    private static void checkExport(String file) throws UsageException {
        if (file.isBlank()) {
            throw new UsageException("--export: found a blank, expected a file");
        }
        if (file.equals("-")) {
            throw new UsageException("--export: found '-', expected a file, which appears whole or not at all;"
                    + " without --export, --json prints the events on standard output");
        }
        if (file.endsWith("/") || Files.isDirectory(Path.of(file))) {
            throw new UsageException("--export: found the folder " + file + ", expected a file");
        }
        Path folder = Path.of(file).toAbsolutePath().resolveSibling("");
        if (!Files.isDirectory(folder)) {
            throw new UsageException("--export: found no folder " + folder + ", expected one that is there");
        }
    }

    private void checkExpected(String hash) throws UsageException {
        if (!verify) {
            throw new UsageException("--expect goes with --verify");
        }
        if (Digests.read(hash).isEmpty()) {
            throw new UsageException("--expect: found '" + hash
                    + "', expected the whole hash that a report gives as log.chain: sha256: and 64 hexadecimal digits");
        }
    }

    private Source source() throws Exception {
        Path file = Path.of(run);
        if (Files.isRegularFile(file)) {
            LogFile log = read(file);
            return new Source(
                    log.run(),
                    new LogPlace(file.toString(), log.run(), null),
                    log.rows(),
                    Audit.of(log),
                    log.findings(),
                    null,
                    false);
        }
        DataDirectory data = options.dataDirectory();
        try (EventLog logs = options.logs();
                RunTable table = Stores.runs(data)) {
            SealStore seals = Stores.seals(data);
            String id = resolve(logs, seals);
            Optional<RunTable.Row> row = table.find(id); // before the log, which may go on meanwhile
            List<StoredRow> rows = logs.rows(id);
            ArtifactStore artifacts = Stores.artifacts(data);
            LogPlace place = new LogPlace(data.journal().toString(), id, null);
            Audit audit = Audit.of(id, rows).with(artifacts);
            Optional<String> seal = seals.of(id);
            boolean unsealed = seal.isEmpty() && logs.ended(id);
            return new Source(
                    id,
                    place,
                    rows,
                    seal.map(audit::sealedBy).orElse(audit).withRow(row),
                    List.of(),
                    artifacts,
                    unsealed);
        }
    }

    private String resolve(EventLog logs, SealStore seals) throws Exception {
        try {
            return options.resolve(run, logs);
        } catch (UnknownRunException e) {
            seals.checkNeverWas(run);
            throw e;
        }
    }

    private static LogFile read(Path file) throws UsageException {
        try {
            return LogFile.read(file);
        } catch (IOException e) {
            throw new UsageException(file + " can't be read: " + DataDirectory.reason(e));
        }
    }

    private static LogExport export(Source source, Path file) throws UsageException {
        if (source.artifacts() == null) {
            throw new UsageException("--export: " + source.place().file() + " is a log in a file already; copy it");
        }
        return write(source, file, source.artifacts());
    }

    private static int say(LogExport exported, Screen screen) {
        if (!screen.json()) {
            screen.line(exported.events() + " events of run " + exported.run() + ", " + exported.texts() + " texts and "
                    + exported.artifacts() + " artifacts are in " + exported.file() + ", " + exported.bytes()
                    + " bytes. The log ends in "
                    + exported.chain());
        }
        for (String digest : exported.absent()) {
            screen.note(
                    "stretto: the artifact " + digest + " is gone or damaged; " + exported.file() + " is without it");
        }
        return exported.absent().isEmpty() ? ExitCodes.CLEAN : ExitCodes.CORRUPT;
    }

    private static LogExport write(Source source, Path file, ArtifactStore artifacts) throws UsageException {
        try {
            return LogExport.write(file, source.run(), source.rows(), artifacts);
        } catch (FileAlreadyExistsException e) {
            throw new UsageException("--export: " + file + " is there already; name a file that is not");
        } catch (IOException e) {
            throw new UsageException("--export: " + file + " was not written: " + DataDirectory.reason(e));
        }
    }

    /** Damage to the journal's file that no event shows, such as an index that does not agree with the rows. */
    private int checkJournal(Source source, Screen screen) throws Exception {
        if (source.artifacts() == null) {
            return ExitCodes.CLEAN;
        }
        try (EventLog logs = options.logs()) {
            logs.checkStore();
            return ExitCodes.CLEAN;
        } catch (UnrecoverableLogException e) {
            screen.note("stretto: " + e.getMessage());
            return ExitCodes.CORRUPT;
        }
    }

    private int verify(Source source, @Nullable LogExport exported, Screen screen) throws UsageException {
        AuditResult result = Optional.ofNullable(expected)
                .flatMap(Digests::read)
                .map(source.audit()::expecting)
                .orElse(source.audit())
                .result();
        IntegrationCheck.Answer integration = source.artifacts() == null || !result.clean()
                ? new IntegrationCheck.NotCheckable(
                        "only a log in a data directory, and a whole one, is compared with it")
                : IntegrationAudit.of(source.run(), source.place(), source.rows());
        AuditResult all =
                result.with(IntegrationAudit.findings(integration, source.rows().size()));
        if (screen.json()) {
            screen.document(document(all, exported));
        } else if (all.clean()) {
            String artifacts = all.artifacts() == null
                    ? "the file has no artifacts to check"
                    : all.artifacts() + " artifacts" + (all.texts() == null ? "" : " and " + all.texts() + " texts")
                            + " unchanged";
            screen.line("The log of run " + source.run() + " is whole: " + all.events()
                    + " events, each with the hash of the one before, every transition legal, " + artifacts + ", "
                    + IntegrationAudit.inWords(integration) + ". It ends in " + all.chain());
        } else {
            all.findings().forEach(finding -> screen.line(finding.toString()));
            int count = all.findings().size();
            screen.note("stretto: the log of run " + source.run() + " can't be trusted: " + count
                    + (count == 1 ? " finding" : " findings"));
        }
        if (!screen.json()) {
            all.erasures().forEach(erasure -> screen.line(erased(erasure)));
        }
        if (source.unsealed()) {
            screen.note(
                    "stretto: the run is over, and its log has no seal: an engine was killed just then, or somebody has"
                            + " removed it; nothing but --expect vouches for the last event");
        }
        return all.clean() ? ExitCodes.CLEAN : ExitCodes.CORRUPT;
    }

    private static String erased(AuditResult.Erasure erasure) {
        return "event " + erasure.event() + ": " + erasure.texts() + " texts and " + erasure.artifacts()
                + " artifacts of "
                + (erasure.task() == null ? "the whole run" : "task " + erasure.task()) + " were erased on "
                + erasure.at()
                + " by " + erasure.by() + ": " + erasure.reason();
    }

    private static Object document(AuditResult result, @Nullable LogExport exported) {
        if (exported == null) {
            return result;
        }
        ObjectMapper json = StrettoJson.mapper();
        ObjectNode document = json.valueToTree(result);
        document.set("export", json.valueToTree(exported));
        return document;
    }

    private static void todosAt(Source source, long event, Screen screen) throws UsageException {
        if (event < 1 || event > source.rows().size()) {
            throw new UsageException("--at: found " + event + ", expected an event from 1 to "
                    + source.rows().size());
        }
        List<StoredRow> rows = source.rows().subList(0, Math.toIntExact(event));
        List<Todo> todos = Replay.fold(source.run(), source.place(), rows)
                .state()
                .started()
                .map(StartedRun::todos)
                .orElse(List.of());
        if (screen.json()) {
            screen.document(new TodosAt(source.run(), event, todos));
        } else {
            todos.forEach(todo -> screen.line(todo.status() + "  " + todo.content()));
        }
    }

    private void print(Source source, Screen screen) throws UsageException {
        EventCodec codec = new EventCodec();
        LogFilter filter = filter(source, codec);
        for (StoredRow row : source.rows()) {
            LogEntry entry = codec.read(source.place(), row);
            if (!filter.matches(entry)) {
                continue;
            }
            if (screen.json()) {
                // As it is stored: its hash can be checked.
                PrintStream out = screen.out();
                out.writeBytes(row.json());
                out.println();
            } else {
                screen.line(String.format(
                        "%5d  %s  %-22s %-20s %s",
                        entry.sequence(),
                        entry.at(),
                        entry.type(),
                        entry.cause(),
                        PlainProgress.text(entry.event())
                                .map(AuditCommand::onOneLine)
                                .orElse("")));
            }
        }
    }

    private static String onOneLine(String text) {
        return text.lines().map(String::strip).collect(Collectors.joining("; "));
    }

    private LogFilter filter(Source source, EventCodec codec) throws UsageException {
        LogFilter ofTypes = LogFilter.ALL.ofTypes(types);
        if (tasks.isEmpty()
                || source.rows().isEmpty()
                || !(codec.read(source.place(), source.rows().getFirst()).event() instanceof RunStarted started)) {
            return ofTypes;
        }
        List<String> known = LogFilter.tasks(started);
        for (String task : tasks) {
            if (!known.contains(task)) {
                throw new UsageException("--task: found '" + task + "', expected one of "
                        + known.stream().limit(TASKS_TOLD).collect(Collectors.joining(", "))
                        + (known.size() > TASKS_TOLD ? " and " + (known.size() - TASKS_TOLD) + " more" : ""));
            }
        }
        return ofTypes.ofTasks(tasks, started);
    }
}
