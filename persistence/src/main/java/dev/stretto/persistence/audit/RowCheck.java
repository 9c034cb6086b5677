package dev.stretto.persistence.audit;

import dev.stretto.persistence.codec.ChainLink;
import dev.stretto.persistence.codec.FoldedRun;
import dev.stretto.persistence.codec.LogPlace;
import dev.stretto.persistence.codec.Replay;
import dev.stretto.persistence.codec.RunSummary;
import dev.stretto.persistence.codec.StoredRow;
import dev.stretto.persistence.codec.UnrecoverableLogException;
import java.util.List;
import java.util.Optional;

/**
 * Compares a run's row in the run table with its log. Both were written in one transaction; a log that was read later than the row may
 * have gone on since.
 */
public final class RowCheck {
    private final RunSummary row;
    private final LogPlace place;

    /** The check of a row. */
    public RowCheck(RunSummary row, LogPlace place) {
        this.row = row;
        this.place = place;
    }

    /**
     * What does not agree, in words; empty if everything does.
     *
     * @param log all of it
     * @throws UnrecoverableLogException if it can't be read
     */
    public Optional<String> of(List<StoredRow> log) {
        if (log.size() < row.events()) {
            return Optional.of(cutOff(log.size()));
        }
        FoldedRun folded = Replay.fold(row.run(), place, log.subList(0, Math.toIntExact(row.events())));
        boolean agrees = folded.state()
                .started()
                .map(started -> RunSummary.of(started, folded.sequence(), folded.digest()))
                .filter(row::equals)
                .isPresent();
        if (log.size() > row.events()) {
            Replay.fold(row.run(), place, log);
        }
        return agrees ? Optional.empty() : Optional.of("its row in the run table does not agree with it");
    }

    /** As {@link #of}, as far as the last event alone tells. */
    public Optional<String> ofEnd(StoredRow last) {
        if (last.sequence() < row.events()) {
            return Optional.of(cutOff(last.sequence()));
        }
        boolean agrees = last.sequence() > row.events()
                || (ChainLink.of(last).digest().equals(row.chain()) && Replay.endsRun(last) == row.finished());
        return agrees ? Optional.empty() : Optional.of("it does not end as its row in the run table says");
    }

    private String cutOff(long events) {
        return "it has " + events + " events, and its row in the run table says " + row.events();
    }
}
