package dev.stretto.persistence.audit;

import dev.stretto.engine.run.RunEvent.TextsErased;
import dev.stretto.persistence.codec.LogEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a log says was erased. */
final class Erasures {
    private final List<AuditResult.Erasure> erasures = new ArrayList<>();
    private final Map<String, Long> events = new HashMap<>();

    void add(LogEntry entry, TextsErased event) {
        event.texts().forEach(digest -> events.put(digest, entry.sequence()));
        event.artifacts().forEach(digest -> events.put(digest, entry.sequence()));
        erasures.add(new AuditResult.Erasure(
                entry.sequence(),
                entry.at(),
                entry.cause(),
                event.task(),
                event.reason(),
                event.texts().size(),
                event.artifacts().size()));
    }

    /** The event that says that a text or an artifact was erased; empty if none does. */
    Optional<Long> of(String digest) {
        return Optional.ofNullable(events.get(digest));
    }

    List<AuditResult.Erasure> all() {
        return erasures;
    }
}
