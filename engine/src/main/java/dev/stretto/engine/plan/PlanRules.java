package dev.stretto.engine.plan;

import dev.stretto.engine.scope.Glob;
import dev.stretto.engine.scope.GlobSyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What has to hold in a plan beyond its form: ids are unique and safe, references exist, nothing waits for itself, scopes
 * are well-formed globs inside the repository.
 */
public final class PlanRules {

    /** A rule that is broken: at which field, what was found there and what was expected. */
    public record Violation(String field, String found, String expected) {}

    private final List<TaskOutline> tasks;
    private final Map<String, Integer> positions = new HashMap<>();
    private final List<Violation> violations = new ArrayList<>();
    private final Set<String> readable = new HashSet<>();

    private PlanRules(List<TaskOutline> tasks) {
        this.tasks = tasks;
    }

    /** Everything that is wrong with these tasks; empty if nothing is. */
    public static List<Violation> violations(List<TaskOutline> tasks) {
        PlanRules rules = new PlanRules(tasks);
        rules.checkIds();
        rules.checkReferences();
        rules.checkScopes();
        rules.checkCycles();
        return rules.violations;
    }

    /** Everything that is wrong with a plan that was built in code; empty if nothing is. */
    public static List<Violation> violations(Plan plan) {
        List<Violation> violations = new ArrayList<>(violations(IntStream.range(
                        0, plan.tasks().size())
                .mapToObj(position -> TaskOutline.of(position, plan.tasks().get(position)))
                .toList()));
        for (int position = 0; position < plan.tasks().size(); position++) {
            Task task = plan.tasks().get(position);
            String field = "tasks[" + position + "]";
            checkLocks(field + ".locks", task.locks(), violations);
            violations.addAll(EnvironmentRules.violations(field, task.environment()));
            checkDuration(field + ".timeout", task.timeout(), violations);
            if (task.idle() != null) {
                checkDuration(field + ".idle", task.idle(), violations);
            }
            if (!task.backoff().isZero()) {
                checkDuration(field + ".backoff", task.backoff(), violations);
            }
        }
        checkSynthesis(plan.synthesis(), violations);
        if (plan.workspace() != null) {
            checkProvision(plan.workspace(), violations);
        }
        return violations;
    }

    private static void checkProvision(WorkspaceSpec workspace, List<Violation> violations) {
        Provision provision = workspace.provision();
        if (provision.setup() != null) {
            checkDuration("workspace.setup.timeout", provision.setup().timeout(), violations);
        }
        if (provision.teardown() != null) {
            checkDuration("workspace.teardown.timeout", provision.teardown().timeout(), violations);
        }
        if (workspace.isolation() == WorkspaceSpec.Isolation.NONE && !provision.equals(Provision.NONE)) {
            violations.add(sharedButProvided());
        }
    }

    /** Without workspaces of their own, attempts find what the user's checkout has. */
    public static Violation sharedButProvided() {
        return new Violation(
                "workspace.isolation",
                "'none' together with 'include', 'setup' or 'teardown'",
                "'auto', since Stretto does not set up your own checkout");
    }

    private static void checkLocks(String field, List<String> locks, List<Violation> violations) {
        for (int i = 0; i < locks.size(); i++) {
            if (locks.get(i).isBlank()) {
                violations.add(new Violation(field + "[" + i + "]", quoted(locks.get(i)), "a text that is not blank"));
            }
        }
    }

    private static void checkSynthesis(SynthesisSpec synthesis, List<Violation> violations) {
        if (synthesis.verify() != null) {
            checkDuration("synthesis.verify.timeout", synthesis.verify().timeout(), violations);
            if (synthesis.verify().search() != null) {
                checkDuration(
                        "synthesis.verify.search.time",
                        synthesis.verify().search().time(),
                        violations);
            }
        }
        violations.addAll(EnvironmentRules.violations("synthesis", synthesis.environment()));
        SynthesisSpec.Resolver resolver = synthesis.resolver();
        if (resolver != null) {
            checkDuration("synthesis.resolver.timeout", resolver.timeout(), violations);
            if (resolver.idle() != null) {
                checkDuration("synthesis.resolver.idle", resolver.idle(), violations);
            }
        } else if (synthesis.onConflict() == SynthesisSpec.OnConflict.RESOLVE) {
            violations.add(new Violation("synthesis.resolver", "none", "one, to resolve conflicts"));
        }
    }

    private static void checkDuration(String field, Duration duration, List<Violation> violations) {
        if (!duration.isPositive() || duration.compareTo(PlanLimits.LONGEST) > 0) {
            violations.add(new Violation(field, duration.toString(), "more than 0 and at most " + PlanLimits.LONGEST));
        }
    }

    private void checkIds() {
        for (int position = 0; position < tasks.size(); position++) {
            TaskOutline task = tasks.get(position);
            String id = task.id();
            if (id == null) {
                continue;
            }
            String field = task.field() + ".id";
            if (!PlanLimits.TASK_ID.matcher(id).matches()) {
                report(
                        field,
                        quoted(id),
                        "letters, digits and any of . _ - @ + % /, not beginning with '-'; no part between slashes is"
                                + " empty, '.' or '..'");
            } else if (EscapedTaskId.of(id).length() > PlanLimits.TASK_NAME_LENGTH) {
                report(
                        field,
                        quoted(id),
                        "at most " + PlanLimits.TASK_NAME_LENGTH + " characters, of which each '/', '+' and '%' counts"
                                + " for three");
            }
            Integer earlier = positions.putIfAbsent(id, position);
            if (earlier != null) {
                report(field, quoted(id) + " a second time (first in tasks[" + earlier + "])", "an id of its own");
            }
        }
    }

    private void checkReferences() {
        for (TaskOutline task : tasks) {
            checkReferences(task, task.field() + ".needs", task.needs());
            checkReferences(task, task.field() + ".related", task.related());
        }
    }

    private void checkReferences(TaskOutline task, String field, List<@Nullable String> references) {
        for (int i = 0; i < references.size(); i++) {
            String reference = references.get(i);
            if (reference == null) {
                continue;
            }
            if (reference.equals(task.id())) {
                report(field + "[" + i + "]", "the task itself", "the id of another task");
            } else if (!positions.containsKey(reference)) {
                report(field + "[" + i + "]", quoted(reference), "the id of a task in this plan" + nearest(reference));
            }
        }
    }

    private String nearest(String reference) {
        if (positions.size() > 1_000) {
            return "";
        }
        return positions.keySet().stream()
                .filter(id -> id.equalsIgnoreCase(reference) || id.startsWith(reference) || reference.startsWith(id))
                .min(Comparator.naturalOrder())
                .or(() -> Nearest.among(positions.keySet(), reference))
                .map(id -> " (did you mean " + quoted(id) + "?)")
                .orElse("");
    }

    private void checkScopes() {
        for (TaskOutline task : tasks) {
            for (int i = 0; i < task.writes().size(); i++) {
                String glob = task.writes().get(i);
                if (glob != null) {
                    checkGlob(task.field() + ".writes[" + i + "]", glob);
                }
            }
        }
    }

    private void checkGlob(String field, String glob) {
        if (glob.length() > PlanLimits.GLOB_LENGTH) {
            report(field, "a glob of " + glob.length() + " characters", "at most " + PlanLimits.GLOB_LENGTH);
            return;
        }
        if (!readable.contains(glob)) {
            try {
                Glob.parse(glob);
                readable.add(glob);
            } catch (GlobSyntaxException e) {
                report(field, e.found(), e.expected());
            }
        }
    }

    private void checkCycles() {
        Precedence precedence = Precedence.of(tasks);
        for (List<Integer> cycle : precedence.cycles()) {
            String path = cycle.stream()
                    .map(position -> String.valueOf(tasks.get(position).id()))
                    .collect(Collectors.joining(" after "));
            TaskOutline first = tasks.get(cycle.getFirst());
            report(
                    first.field() + ".needs",
                    "a cycle: " + path,
                    "an order in which each task comes after those it waits for (related tasks count as one)");
        }
    }

    private void report(String field, String found, String expected) {
        violations.add(new Violation(field, found, expected));
    }

    private static String quoted(String text) {
        return "'" + text + "'";
    }
}
