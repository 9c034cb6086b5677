package dev.stretto.persistence.codec;

import dev.stretto.engine.run.RunEvent.TextsErased;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The digests of the texts and artifacts that a log says were erased. */
public final class ErasedDigests {
    private static final EventCodec CODEC = new EventCodec();

    private ErasedDigests() {}

    /** Those of a log; what can't be read says nothing. */
    public static Set<String> in(List<StoredRow> rows) {
        Set<String> erased = new HashSet<>();
        for (StoredRow row : rows) {
            try {
                if (CODEC.read(row.stored()).event() instanceof TextsErased event) {
                    erased.addAll(event.texts());
                    erased.addAll(event.artifacts());
                }
            } catch (UnrecoverableLogException e) {
                // an audit says so
            }
        }
        return erased;
    }
}
