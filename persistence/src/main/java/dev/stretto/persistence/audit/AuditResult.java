package dev.stretto.persistence.audit;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stretto.persistence.codec.AuditFinding;
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
 * @param findings what is wrong, in the order of the log; empty if nothing is
 */
public record AuditResult(
        String run, long events, String chain, @Nullable Long artifacts, List<AuditFinding> findings) {
    public AuditResult {
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
        return new AuditResult(run, events, chain, artifacts, all);
    }
}
