package dev.stretto.app.report;

import dev.stretto.app.terminal.ReportWords;
import dev.stretto.engine.report.Collided;
import dev.stretto.engine.synthesis.Overlap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which tasks changed the same files: as a matrix, or as a list where that would not fit. */
record OverlapView(
        String intro,
        @Nullable Matrix matrix,
        List<PairRow> pairs,
        @Nullable String more) {
    private static final int MATRIX = 20;
    private static final int ROWS = 300;
    private static final int PAIRED = 100;

    record Matrix(List<String> tasks, List<Row> rows) {}

    record Row(String task, List<Cell> cells) {}

    record Cell(String look, String text, @Nullable String label) {}

    record PairRow(String tasks, String count, String text, String look) {}

    private record Pair(String one, String other) {}

    private record Shared(int paths, int conflicts) {
        Shared plus(boolean conflict) {
            return new Shared(paths + 1, conflict ? conflicts + 1 : conflicts);
        }

        String inWords() {
            String all = paths == 1 ? "1 path" : paths + " paths";
            return conflicts == 0
                    ? all + ", and go together there"
                    : all + ", " + (conflicts == paths ? "" : conflicts + " of them ") + "in conflict";
        }
    }

    boolean hasPairs() {
        return !pairs.isEmpty();
    }

    /** Absent if no two tasks changed the same file. */
    static @Nullable OverlapView of(List<String> order, List<Overlap> overlaps, List<Collided> collided) {
        Map<Pair, Shared> shared = shared(overlaps, collided);
        if (shared.isEmpty()) {
            return null;
        }
        Set<String> involved = new LinkedHashSet<>();
        shared.keySet().forEach(pair -> {
            involved.add(pair.one());
            involved.add(pair.other());
        });
        List<String> tasks = order.stream().filter(involved::contains).toList();
        boolean hidden = overlaps.stream().anyMatch(overlap -> overlap.tasks().size() > PAIRED);
        String note = hidden
                ? "Of files that more than " + PAIRED + " tasks changed, only the first " + PAIRED
                        + " tasks are compared. "
                : "";
        String intro = tasks.size() + " tasks changed files that others changed as well ("
                + (overlaps.size() == 1 ? "1 path" : overlaps.size() + " paths") + "). ";
        if (tasks.size() <= MATRIX) {
            return new OverlapView(
                    intro + note
                            + "✓ and the number of shared paths: they go together; ✗: at least one is in conflict.",
                    new Matrix(
                            tasks,
                            tasks.stream().map(task -> row(task, tasks, shared)).toList()),
                    List.of(),
                    null);
        }
        Map<String, Integer> positions = new HashMap<>();
        order.forEach(task -> positions.put(task, positions.size()));
        List<PairRow> rows = shared.entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<Pair, Shared> entry) ->
                                -entry.getValue().conflicts())
                        .thenComparingInt(entry -> -entry.getValue().paths())
                        .thenComparing(
                                entry -> positions.getOrDefault(entry.getKey().one(), 0))
                        .thenComparing(
                                entry -> positions.getOrDefault(entry.getKey().other(), 0)))
                .limit(ROWS)
                .map(entry -> pair(entry.getKey(), entry.getValue()))
                .toList();
        return new OverlapView(
                intro + note + "A matrix of so many would not fit here, so this is a list.",
                null,
                rows,
                shared.size() > ROWS ? "… and " + (shared.size() - ROWS) + " more pairs of tasks" : null);
    }

    /** Where it is known which of a path's tasks collide, only those are in conflict. */
    private static Map<Pair, Shared> shared(List<Overlap> overlaps, List<Collided> collided) {
        Map<String, List<Set<String>>> known = collided.stream()
                .collect(Collectors.groupingBy(
                        Collided::path, Collectors.mapping(one -> Set.copyOf(one.tasks()), Collectors.toList())));
        Map<Pair, Shared> shared = new HashMap<>();
        for (Overlap overlap : overlaps) {
            Optional<List<Set<String>>> conflictSets = Optional.ofNullable(known.get(overlap.path()));
            List<String> tasks = overlap.tasks().stream().limit(PAIRED).toList();
            for (int i = 0; i < tasks.size(); i++) {
                for (int j = i + 1; j < tasks.size(); j++) {
                    List<String> two = List.of(tasks.get(i), tasks.get(j));
                    boolean conflict = overlap.kind() == Overlap.Kind.CONFLICT
                            && conflictSets
                                    .map(sets -> sets.stream().anyMatch(set -> set.containsAll(two)))
                                    .orElse(true);
                    Pair pair = new Pair(two.getFirst(), two.getLast());
                    shared.put(pair, shared.getOrDefault(pair, new Shared(0, 0)).plus(conflict));
                }
            }
        }
        return shared;
    }

    private static Row row(String task, List<String> tasks, Map<Pair, Shared> shared) {
        List<Cell> cells = new ArrayList<>();
        for (String other : tasks) {
            Shared found = Optional.ofNullable(shared.get(new Pair(task, other)))
                    .orElseGet(() -> shared.get(new Pair(other, task)));
            if (task.equals(other)) {
                cells.add(new Cell("self", "", null));
            } else if (found == null) {
                cells.add(new Cell("none", "", null));
            } else {
                boolean clean = found.conflicts() == 0;
                cells.add(new Cell(
                        clean ? "clean" : "conflict",
                        (clean ? "✓ " : "✗ ") + found.paths(),
                        task + " and " + other + " share " + found.inWords()));
            }
        }
        return new Row(task, cells);
    }

    private static PairRow pair(Pair pair, Shared shared) {
        boolean clean = shared.conflicts() == 0;
        return new PairRow(
                ReportWords.subset(List.of(pair.one(), pair.other())),
                String.valueOf(shared.paths()),
                clean ? "✓ go together" : "✗ " + shared.conflicts() + " in conflict",
                clean ? "good" : "bad");
    }
}
