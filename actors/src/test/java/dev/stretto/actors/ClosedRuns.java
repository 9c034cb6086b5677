package dev.stretto.actors;

import dev.stretto.persistence.codec.RunSummary;
import dev.stretto.persistence.journal.RunTable;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The run table of tests of single actors, whose journal is in memory: it knows the runs that were closed. */
final class ClosedRuns implements RunTable {
    private final ConcurrentHashMap<String, RunSummary> closed = new ConcurrentHashMap<>();

    @Override
    public void markClosed(RunSummary run) {
        closed.put(run.run(), run);
    }

    @Override
    public Optional<Row> find(String run) {
        return Optional.ofNullable(closed.get(run)).map(row -> new Row(run, Optional.of(row)));
    }

    @Override
    public List<Row> newest(int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Row> newestBefore(String run, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<String> beginningWith(String text, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<String> endingWith(String text, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Row> notClosed() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<String> withoutRow() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
