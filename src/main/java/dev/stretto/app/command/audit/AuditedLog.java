package dev.stretto.app.command.audit;

import dev.stretto.app.command.CommonOptions;
import dev.stretto.app.command.UsageException;
import dev.stretto.persistence.Stores;
import dev.stretto.persistence.artifact.ArtifactStore;
import dev.stretto.persistence.audit.Audit;
import dev.stretto.persistence.codec.AuditFinding;
import dev.stretto.persistence.codec.LogPlace;
import dev.stretto.persistence.codec.StoredRow;
import dev.stretto.persistence.codec.UnknownRunException;
import dev.stretto.persistence.directory.DataDirectory;
import dev.stretto.persistence.export.LogFile;
import dev.stretto.persistence.journal.EventLog;
import dev.stretto.persistence.journal.RunTable;
import dev.stretto.persistence.seal.SealStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A log and where it comes from: a file, or the journal with the artifacts beside it.
 *
 * @param problems what is wrong with the file that holds it
 * @param artifacts absent for a file
 * @param unsealed true if its run is over, and nothing but itself says so
 */
record AuditedLog(
        String run,
        LogPlace place,
        List<StoredRow> rows,
        Audit audit,
        List<AuditFinding> problems,
        @Nullable ArtifactStore artifacts,
        boolean unsealed) {

    /**
     * Reads the log that the user means.
     *
     * @param run the name of a file, or else of a run in the data directory
     */
    static AuditedLog named(String run, CommonOptions options) throws Exception {
        Path file = Path.of(run);
        return Files.isRegularFile(file) ? inFile(file) : inDirectory(run, options);
    }

    private static AuditedLog inFile(Path file) throws UsageException {
        LogFile log = read(file);
        LogPlace place = new LogPlace(file.toString(), log.run(), null);
        return new AuditedLog(log.run(), place, log.rows(), Audit.of(log), log.findings(), null, false);
    }

    private static LogFile read(Path file) throws UsageException {
        try {
            return LogFile.read(file);
        } catch (IOException e) {
            throw new UsageException(file + " can't be read: " + DataDirectory.reason(e));
        }
    }

    private static AuditedLog inDirectory(String run, CommonOptions options) throws Exception {
        DataDirectory data = options.dataDirectory();
        try (EventLog logs = options.logs();
                RunTable table = Stores.runs(data)) {
            SealStore seals = Stores.seals(data);
            String id = resolve(run, options, logs, seals);
            Optional<RunTable.Row> row = table.find(id); // before the log, which may go on meanwhile
            List<StoredRow> rows = logs.rows(id);
            ArtifactStore artifacts = Stores.artifacts(data);
            LogPlace place = new LogPlace(data.journal().toString(), id, null);
            Audit audit = Audit.of(id, rows).with(artifacts);
            Optional<String> seal = seals.of(id);
            boolean unsealed = seal.isEmpty() && logs.ended(id);
            return new AuditedLog(
                    id,
                    place,
                    rows,
                    seal.map(audit::sealedBy).orElse(audit).withRow(row),
                    List.of(),
                    artifacts,
                    unsealed);
        }
    }

    private static String resolve(String run, CommonOptions options, EventLog logs, SealStore seals) throws Exception {
        try {
            return options.resolve(run, logs);
        } catch (UnknownRunException e) {
            seals.checkNeverWas(run);
            throw e;
        }
    }
}
