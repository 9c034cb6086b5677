package dev.stretto.app.command.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stretto.app.command.CommonOptions;
import dev.stretto.app.command.ExitCodes;
import dev.stretto.app.command.UsageException;
import dev.stretto.app.terminal.Screen;
import dev.stretto.persistence.audit.AuditResult;
import dev.stretto.persistence.codec.Digests;
import dev.stretto.persistence.codec.StrettoJson;
import dev.stretto.persistence.codec.UnrecoverableLogException;
import dev.stretto.persistence.export.LogExport;
import dev.stretto.persistence.journal.EventLog;
import dev.stretto.subagents.git.integration.IntegrationCheck;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code audit --verify}: whether a log can be trusted, and what it says of artifacts and commits agrees with them. */
final class LogVerification {
    private LogVerification() {}

    /** Refuses what is no hash of an event. */
    static void checkExpected(String hash) throws UsageException {
        if (Digests.read(hash).isEmpty()) {
            throw new UsageException("--expect: found '" + hash
                    + "', expected the whole hash that a report gives as log.chain: sha256: and 64 hexadecimal digits");
        }
    }

    /**
     * Checks a log and prints what was found.
     *
     * @param expected the hash of an event that the log must have, if the user knows one
     * @param exported what was written to a file just before, if anything
     * @return the exit code
     */
    static int verify(
            AuditedLog log,
            @Nullable String expected,
            @Nullable LogExport exported,
            CommonOptions options,
            Screen screen)
            throws Exception {
        int code = checkLog(log, expected, exported, screen);
        return Math.max(code, checkJournal(log, options, screen));
    }

    private static int checkLog(
            AuditedLog log, @Nullable String expected, @Nullable LogExport exported, Screen screen) {
        AuditResult result = Optional.ofNullable(expected)
                .flatMap(Digests::read)
                .map(log.audit()::expecting)
                .orElse(log.audit())
                .result();
        IntegrationCheck.Answer integration = log.artifacts() == null || !result.clean()
                ? new IntegrationCheck.NotCheckable(
                        "only a log in a data directory, and a whole one, is compared with it")
                : IntegrationAudit.of(log.run(), log.place(), log.rows());
        AuditResult all =
                result.with(IntegrationAudit.findings(integration, log.rows().size()));
        if (screen.json()) {
            screen.document(document(all, exported));
        } else if (all.clean()) {
            screen.line(inWords(log, all, integration));
        } else {
            all.findings().forEach(finding -> screen.line(finding.toString()));
            int count = all.findings().size();
            screen.note("stretto: the log of run " + log.run() + " can't be trusted: " + count
                    + (count == 1 ? " finding" : " findings"));
        }
        if (!screen.json()) {
            all.erasures().forEach(erasure -> screen.line(inWords(erasure)));
        }
        if (log.unsealed()) {
            screen.note(
                    "stretto: the run is over, and its log has no seal: an engine was killed just then, or somebody has"
                            + " removed it; nothing but --expect vouches for the last event");
        }
        return all.clean() ? ExitCodes.CLEAN : ExitCodes.CORRUPT;
    }

    private static String inWords(AuditedLog log, AuditResult clean, IntegrationCheck.Answer integration) {
        String artifacts = clean.artifacts() == null
                ? "the file has no artifacts to check"
                : clean.artifacts() + " artifacts" + (clean.texts() == null ? "" : " and " + clean.texts() + " texts")
                        + " unchanged";
        return "The log of run " + log.run() + " is whole: " + clean.events()
                + " events, each with the hash of the one before, every transition legal, " + artifacts + ", "
                + IntegrationAudit.inWords(integration) + ". It ends in " + clean.chain();
    }

    private static String inWords(AuditResult.Erasure erasure) {
        return "event " + erasure.event() + ": " + erasure.texts() + " texts and " + erasure.artifacts()
                + " artifacts of " + (erasure.task() == null ? "the whole run" : "task " + erasure.task())
                + " were erased on " + erasure.at() + " by " + erasure.by() + ": " + erasure.reason();
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

    /** Damage to the journal's file that no event shows, such as an index that does not agree with the rows. */
    private static int checkJournal(AuditedLog log, CommonOptions options, Screen screen) throws Exception {
        if (log.artifacts() == null) {
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
}
