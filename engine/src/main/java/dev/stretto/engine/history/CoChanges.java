package dev.stretto.engine.history;

import dev.stretto.engine.decision.Assignment;
import dev.stretto.engine.decision.DispatchDecision;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.plan.Task;
import dev.stretto.engine.scope.ScopeIndex;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks in the history for what speaks against running tasks together. Files are coupled if both were in enough changes
 * (support) and one was seldom changed without the other (confidence): the association rules of Zimmermann, Weißgerber, Diehl
 * and Zeller, "Mining Version Histories to Guide Software Changes", ICSE 2004. Since a file that is part of almost
 * every change couples with all, the other file must also be there clearly more often than in changes at large.
 *
 * <p>Only files that the plan's scopes cover are counted, and changes of many files (a renamed package, a new licence header) say
 * nothing and are passed over; so the work is bounded by the number of changes.
 */
public final class CoChanges {
    /** Files of a change beyond which it couples nothing. */
    static final int HUGE = 30;

    private static final int LEAST_SUPPORT = 3;
    private static final double LEAST_CONFIDENCE = 0.5;
    private static final double LEAST_LIFT = 2;
    /** So many assignments may cover a file that is counted; one that more cover tells nothing of any of them. */
    private static final int MOST_OWNERS = 5;

    private record FilePair(String one, String other) {}

    private record Owners(int one, int other) {}

    private final List<Assignment> assignments;
    private final Order order;
    private final Map<String, List<Integer>> ownersOfGlob = new HashMap<>();
    private final ScopeIndex index;
    private final Map<String, Set<Integer>> ownersOfFile = new HashMap<>();
    private final Map<String, Integer> changesOf = new HashMap<>();
    private final Map<FilePair, Integer> together = new HashMap<>();
    private int counted;

    private CoChanges(Plan plan, DispatchDecision decision) {
        this.assignments = decision.assignments();
        this.order = new Order(assignments);
        Map<String, Task> tasks = new HashMap<>();
        plan.tasks().forEach(task -> tasks.put(task.id(), task));
        for (int position = 0; position < assignments.size(); position++) {
            for (String id : assignments.get(position).tasks()) {
                Task task = tasks.get(id);
                for (String glob : task == null ? List.<String>of() : task.globs()) {
                    ownersOfGlob.computeIfAbsent(glob, key -> new ArrayList<>()).add(position);
                }
            }
        }
        this.index = new ScopeIndex(ownersOfGlob.keySet());
    }

    /**
     * The warnings, one for two assignments at most, the surest first.
     *
     * @param changes in any order; one with the commit of another is the same and counts once
     */
    public static List<CoChange> among(Plan plan, DispatchDecision decision, Collection<Change> changes) {
        if (changes.isEmpty() || decision.assignments().size() < 2) {
            return List.of();
        }
        CoChanges search = new CoChanges(plan, decision);
        Set<String> seen = new HashSet<>();
        for (Change change : changes) {
            if (seen.add(change.commit())) {
                search.count(change);
            }
        }
        return search.warnings();
    }

    private void count(Change change) {
        if (change.files().size() > HUGE) {
            return;
        }
        counted++;
        List<String> files = new TreeSet<>(change.files())
                .stream().filter(file -> !owners(file).isEmpty()).toList();
        for (int i = 0; i < files.size(); i++) {
            changesOf.merge(files.get(i), 1, Integer::sum);
            for (int j = i + 1; j < files.size(); j++) {
                if (!owners(files.get(i)).equals(owners(files.get(j)))) {
                    together.merge(new FilePair(files.get(i), files.get(j)), 1, Integer::sum);
                }
            }
        }
    }

    private Set<Integer> owners(String file) {
        return ownersOfFile.computeIfAbsent(file, path -> {
            Set<Integer> owners = new TreeSet<>();
            index.covering(path).forEach(glob -> owners.addAll(ownersOfGlob.getOrDefault(glob, List.of())));
            return owners.size() > MOST_OWNERS ? Set.of() : owners;
        });
    }

    private List<CoChange> warnings() {
        Map<Owners, CoChange> byPair = new HashMap<>();
        together.forEach((pair, support) -> {
            if (support >= LEAST_SUPPORT && coupled(pair, support)) {
                for (int one : owners(pair.one())) {
                    for (int other : owners(pair.other())) {
                        if (order.mayRunTogether(one, other)) {
                            CoChange found = warning(pair, support, one, other);
                            byPair.merge(
                                    new Owners(Math.min(one, other), Math.max(one, other)), found, CoChanges::surer);
                        }
                    }
                }
            }
        });
        return byPair.values().stream()
                .sorted(Comparator.comparingDouble(CoChange::confidence)
                        .thenComparingInt(CoChange::together)
                        .reversed()
                        .thenComparing(CoChange::task)
                        .thenComparing(CoChange::otherTask))
                .toList();
    }

    private boolean coupled(FilePair pair, int support) {
        int one = changes(pair.one());
        int other = changes(pair.other());
        double confidence = (double) support / Math.min(one, other);
        double atLarge = (double) Math.max(one, other) / counted;
        return confidence >= LEAST_CONFIDENCE && confidence >= LEAST_LIFT * atLarge;
    }

    private CoChange warning(FilePair pair, int support, int one, int other) {
        boolean firstLeads = changes(pair.one()) <= changes(pair.other());
        String task = assignments.get(firstLeads ? one : other).lead();
        String otherTask = assignments.get(firstLeads ? other : one).lead();
        String file = firstLeads ? pair.one() : pair.other();
        return new CoChange(task, file, otherTask, firstLeads ? pair.other() : pair.one(), support, changes(file), 0);
    }

    private int changes(String file) {
        return changesOf.getOrDefault(file, 0);
    }

    private static CoChange surer(CoChange a, CoChange b) {
        Comparator<CoChange> sure = Comparator.comparingDouble(CoChange::confidence)
                .thenComparingInt(CoChange::together)
                .thenComparing(CoChange::file, Comparator.reverseOrder())
                .thenComparing(CoChange::otherFile, Comparator.reverseOrder());
        CoChange best = sure.compare(a, b) >= 0 ? a : b;
        return new CoChange(
                best.task(),
                best.file(),
                best.otherTask(),
                best.otherFile(),
                best.together(),
                best.changes(),
                a.morePairs() + b.morePairs() + 1);
    }
}
