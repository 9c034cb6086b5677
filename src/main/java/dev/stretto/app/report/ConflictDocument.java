package dev.stretto.app.report;

import java.util.List;

/** What {@code show --conflict --json} prints: every conflict of a run at one path. */
public record ConflictDocument(String run, String path, List<ConflictContents> conflicts) {
    public ConflictDocument {
        conflicts = List.copyOf(conflicts);
    }
}
