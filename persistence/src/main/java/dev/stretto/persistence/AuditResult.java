package dev.stretto.persistence;

import java.util.List;

/**
 * What came of checking a run's log.
 *
 * @param run the run's id
 * @param events how many rows there are
 * @param chain the digest of the last one
 * @param findings what is wrong; none if the log can be trusted
 */
public record AuditResult(String run, long events, String chain, List<Finding> findings) {
    public AuditResult {
        findings = List.copyOf(findings);
    }

    /**
     * Something that is wrong with a log.
     *
     * @param event the number of the event at which it shows
     * @param what what is wrong, in words
     */
    public record Finding(long event, String what) {
        @Override
        public String toString() {
            return "event " + event + ": " + what;
        }
    }

    /** True if nothing is wrong. */
    public boolean clean() {
        return findings.isEmpty();
    }
}
