package dev.stretto.engine.report;

import java.util.List;
import java.util.Optional;

/**
 * What a subagent's summary says about changes of its own, as far as English words tell. Made to be silent rather than wrong: what is
 * conditional, what somebody else did, and a summary that says both count as nothing said.
 */
sealed interface SummaryStance {

    /** It says that something was changed, in this sentence. */
    record Claims(String sentence) implements SummaryStance {}

    /** It says that nothing was changed, in this sentence. */
    record Denies(String sentence) implements SummaryStance {}

    /** It says neither, both, or something that is not understood. */
    record Silent() implements SummaryStance {}

    /** What this summary says; only its beginning is read if it is very long. */
    static SummaryStance of(String summary) {
        List<String> sentences = SummaryWords.sentences(summary);
        Optional<String> denial =
                sentences.stream().filter(SummaryWords::denies).findFirst();
        Optional<String> claim = sentences.stream().filter(SummaryWords::claims).findFirst();
        if (denial.isPresent()) {
            return claim.isPresent() ? new Silent() : new Denies(denial.get());
        }
        boolean excused = sentences.stream().anyMatch(SummaryWords::excuses);
        return claim.isPresent() && !excused ? new Claims(claim.get()) : new Silent();
    }
}
