package dev.stretto.engine.decision;

import dev.stretto.engine.decision.Separation.Kind;
import dev.stretto.engine.decision.Separation.SameFile;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.plan.Task;
import dev.stretto.engine.scope.Glob;
import dev.stretto.engine.scope.GlobSyntaxException;
import dev.stretto.engine.scope.KnownPaths;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out for each pair that a decision keeps apart what the reason is, down to a file. */
final class SeparationFinder {
    private final Map<String, Task> tasks = new HashMap<>();
    private final Map<String, Assignment> assignments = new HashMap<>();
    private final Map<String, Glob> globs = new HashMap<>();
    private final KnownPaths known;

    private SeparationFinder(Plan plan, DispatchDecision decision, KnownPaths known) {
        this.known = known;
        plan.tasks().forEach(task -> tasks.put(task.id(), task));
        decision.assignments().forEach(assignment -> assignments.put(assignment.lead(), assignment));
    }

    static List<Separation> of(Plan plan, DispatchDecision decision, KnownPaths known) {
        SeparationFinder finder = new SeparationFinder(plan, decision, known);
        List<Separation> all = new ArrayList<>();
        for (Assignment assignment : decision.assignments()) {
            assignment.tasks().stream()
                    .skip(1)
                    .forEach(task -> all.add(new Separation(task, assignment.lead(), Kind.RELATED, null, null)));
            assignment.waits().forEach(wait -> all.add(finder.separation(assignment, wait)));
        }
        return all;
    }

    private Separation separation(Assignment assignment, Wait wait) {
        String lead = assignment.lead();
        return switch (wait.kind()) {
            case NEEDS -> new Separation(lead, wait.on(), Kind.DEPENDS_ON, null, null);
            case LOCKS -> new Separation(lead, wait.on(), Kind.LOCKS, wait.detail(), null);
            case SEQUENCE -> new Separation(lead, wait.on(), Kind.SEQUENCE, null, null);
            case WRITES ->
                new Separation(lead, wait.on(), Kind.WRITES, null, sameFile(assignment, wait.on(), wait.detail()));
        };
    }

    /** @param detail of the wait: a path that both may write, or the glob that both give */
    private @Nullable SameFile sameFile(Assignment assignment, String other, String detail) {
        Assignment earlier = assignments.get(other);
        String mine = matching(assignment, detail);
        String theirs = earlier == null ? null : matching(earlier, detail);
        if (mine == null || theirs == null) {
            return null;
        }
        String existing = known.common(glob(mine), glob(theirs));
        String path = existing != null ? existing : glob(mine).commonPath(glob(theirs));
        return path == null ? null : new SameFile(mine, theirs, path, existing != null);
    }

    private @Nullable String matching(Assignment assignment, String detail) {
        Set<String> patterns = new LinkedHashSet<>();
        for (String id : assignment.tasks()) {
            Task task = tasks.get(id);
            patterns.addAll(task == null ? List.of() : task.globs());
        }
        return patterns.contains(detail)
                ? detail
                : patterns.stream()
                        .filter(pattern -> glob(pattern).matches(detail))
                        .findFirst()
                        .orElse(null);
    }

    private Glob glob(String pattern) {
        return globs.computeIfAbsent(pattern, text -> {
            try {
                return Glob.parse(text);
            } catch (GlobSyntaxException e) {
                throw new IllegalArgumentException("a checked plan has no such glob: " + e.getMessage(), e);
            }
        });
    }
}
