package dev.stretto.persistence.audit;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stretto.persistence.codec.AuditFinding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an audit of a log came to.
 *
 * @param run the run's id
 * @param events how many entries the log has
 * @param chain the digest of the last one. A log whose end was cut off, or that was written anew as a whole, is in itself
 *     flawless: it is found by comparing this with what the report of the run said
 * @param artifacts how many artifacts were read again; absent for a log on its own
 * @param texts how many free texts were compared with their digests; absent for a log without any beside it
 * @param erasures what was erased of its texts, when, by whom and why
 * @param findings what is wrong, in the order of the log; empty if nothing is
 */
public record AuditResult(
        String run,
        long events,
        String chain,
        @Nullable Long artifacts,
        @Nullable Long texts,
        List<Erasure> erasures,
        List<AuditFinding> findings) {

    /**
     * Texts that were erased.
     *
     * @param event the number of the event that says so
     * @param by who asked for it
     * @param task whose texts they were; absent for those of the whole run
     * @param reason why, in the words of whoever asked
     * @param texts how many texts beside the log
     * @param artifacts how many artifacts
     */
    public record Erasure(
            long event, Instant at, String by, @Nullable String task, String reason, int texts, int artifacts) {}

    public AuditResult {
        erasures = List.copyOf(erasures);
        findings = List.copyOf(findings);
    }

    /** True if nothing is wrong. */
    @JsonProperty
    public boolean clean() {
        return findings.isEmpty();
    }

    /** The same with further findings, at the end. */
    public AuditResult with(List<AuditFinding> more) {
        List<AuditFinding> all = new ArrayList<>(findings);
        all.addAll(more);
        return new AuditResult(run, events, chain, artifacts, texts, erasures, all);
    }
}
