package dev.stretto.persistence.journal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the run that a user means, without going through all of them. */
public final class RunNames {
    private static final String LATEST = "latest";
    private static final int CANDIDATES_TOLD = 10;

    private RunNames() {}

    /**
     * The id of the run that a user means.
     *
     * @param name {@code latest}, an id, or the beginning or the end of one if only one run has that
     */
    public static String resolve(String name, RunTable runs, EventLog log)
            throws UnknownRunException, JournalException {
        List<String> withoutRow = runs.withoutRow();
        List<String> newest = ids(runs.newest(CANDIDATES_TOLD + 1), withoutRow);
        if (newest.isEmpty()) {
            throw new UnknownRunException(name, newest, "there are no runs yet; start one with 'stretto run'");
        }
        if (name.equals(LATEST)) {
            return newest.getFirst();
        }
        if (runs.find(name).isPresent() || log.length(name) > 0) {
            return name;
        }
        if (!name.isEmpty()) {
            List<String> beginning =
                    matching(runs.beginningWith(name, CANDIDATES_TOLD + 1), withoutRow, run -> run.startsWith(name));
            List<String> found = beginning.isEmpty()
                    ? matching(runs.endingWith(name, CANDIDATES_TOLD + 1), withoutRow, run -> run.endsWith(name))
                    : beginning;
            if (found.size() == 1) {
                return found.getFirst();
            }
            if (found.size() > 1) {
                throw new UnknownRunException(
                        name, found, "'" + name + "' could be any of " + told(found) + "; give more of the id");
            }
        }
        throw new UnknownRunException(
                name, List.of(), "there is no run '" + name + "'; there are " + told(newest) + " (or say 'latest')");
    }

    private static List<String> ids(List<RunTable.Row> rows, List<String> withoutRow) {
        List<String> ids = new ArrayList<>(rows.stream().map(RunTable.Row::run).toList());
        ids.addAll(withoutRow);
        return ids;
    }

    private static List<String> matching(List<String> found, List<String> withoutRow, Predicate<String> test) {
        return Stream.concat(found.stream(), withoutRow.stream().filter(test))
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    private static String told(List<String> runs) {
        String some = runs.stream().limit(CANDIDATES_TOLD).collect(Collectors.joining(", "));
        return runs.size() > CANDIDATES_TOLD ? some + " and others" : some;
    }
}
