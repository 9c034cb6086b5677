package dev.stretto.persistence.journal;

import dev.stretto.persistence.codec.UnknownRunException;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Finds the run that a user means. */
final class RunNames {
    private static final String LATEST = "latest";
    private static final int CANDIDATES_TOLD = 10;

    private RunNames() {}

    /**
     * The id that {@code name} stands for.
     *
     * @param runs all ids, newest first
     */
    static String resolve(String name, List<String> runs) throws UnknownRunException {
        if (runs.isEmpty()) {
            throw new UnknownRunException(name, runs, "there are no runs yet; start one with 'stretto run'");
        }
        if (name.equals(LATEST)) {
            return runs.getFirst();
        }
        if (runs.contains(name)) {
            return name;
        }
        if (!name.isEmpty()) {
            List<String> beginning = matching(runs, run -> run.startsWith(name));
            List<String> found = beginning.isEmpty() ? matching(runs, run -> run.endsWith(name)) : beginning;
            if (found.size() == 1) {
                return found.getFirst();
            }
            if (found.size() > 1) {
                throw new UnknownRunException(
                        name, found, "'" + name + "' could be any of " + told(found) + "; give more of the id");
            }
        }
        throw new UnknownRunException(
                name, List.of(), "there is no run '" + name + "'; there are " + told(runs) + " (or say 'latest')");
    }

    private static List<String> matching(List<String> runs, Predicate<String> test) {
        return runs.stream().filter(test).toList();
    }

    private static String told(List<String> runs) {
        String some = runs.stream().limit(CANDIDATES_TOLD).collect(Collectors.joining(", "));
        return runs.size() > CANDIDATES_TOLD ? some + " and " + (runs.size() - CANDIDATES_TOLD) + " more" : some;
    }
}
