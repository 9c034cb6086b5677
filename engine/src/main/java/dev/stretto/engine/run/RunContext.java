package dev.stretto.engine.run;

import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.decision.Assignment;
import dev.stretto.engine.decision.DispatchDecision;
import dev.stretto.engine.decision.Wait;
import dev.stretto.engine.plan.EnvironmentSpec;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.plan.SubagentSpec;
import dev.stretto.engine.plan.Task;
import dev.stretto.engine.prompt.PromptRenderer;
import dev.stretto.engine.todo.IllegalTransitionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What stays the same for as long as a run lasts: its plan, the decision, and the look-ups that follow from them. */
public final class RunContext {

    /** An assignment that waits for another one, by position. */
    record Waiter(int position, boolean needsCompletion) {}

    private final String run;
    private final Plan plan;
    private final DispatchDecision decision;
    private final @Nullable PinnedBase base;
    private final Map<String, Task> tasks = new HashMap<>();
    private final Map<String, Integer> positions = new HashMap<>();
    private final List<List<Waiter>> waiters = new ArrayList<>();
    private final PromptRenderer prompts;

    RunContext(String run, Plan plan, DispatchDecision decision, @Nullable PinnedBase base) {
        this.run = run;
        this.plan = plan;
        this.decision = decision;
        this.base = base;
        plan.tasks().forEach(task -> tasks.put(task.id(), task));
        List<Assignment> assignments = decision.assignments();
        for (int position = 0; position < assignments.size(); position++) {
            for (String task : assignments.get(position).tasks()) {
                positions.put(task, position);
            }
            waiters.add(new ArrayList<>());
        }
        for (int position = 0; position < assignments.size(); position++) {
            for (Wait wait : assignments.get(position).waits()) {
                waiters.get(position(wait.on())).add(new Waiter(position, wait.needsCompletion()));
            }
        }
        waiters.replaceAll(List::copyOf);
        prompts = new PromptRenderer(plan, decision);
    }

    /** The run's id. */
    public String run() {
        return run;
    }

    /** The plan. */
    public Plan plan() {
        return plan;
    }

    /** What the decision flow came to. */
    public DispatchDecision decision() {
        return decision;
    }

    /** The prompts of its assignments. */
    PromptRenderer prompts() {
        return prompts;
    }

    /** What the tasks start from; empty for plans without a repository. */
    public Optional<PinnedBase> base() {
        return Optional.ofNullable(base);
    }

    /** The assignments, in dispatch order; their index is their position. */
    public List<Assignment> assignments() {
        return decision.assignments();
    }

    /** The position of the assignment that a task belongs to; empty if the plan has no such task. */
    public Optional<Integer> positionOf(String task) {
        return Optional.ofNullable(positions.get(task));
    }

    int position(String task) {
        Integer position = positions.get(task);
        if (position == null) {
            throw new IllegalTransitionException("the plan of run " + run + " has no task '" + task + "'");
        }
        return position;
    }

    List<Waiter> waiters(int position) {
        return waiters.get(position);
    }

    /**
     * True if nothing is left of an attempt at the assignment once the engine has ended that launched it: a Java function carries
     * it out, in no worktree of its own.
     */
    boolean endsWithItsEngine(int position) {
        return !plan.isolated() && task(assignments().get(position).lead()).subagent() instanceof SubagentSpec.Function;
    }

    /** The tasks of an assignment, the lead first. */
    public List<Task> members(Assignment assignment) {
        return assignment.tasks().stream().map(this::task).toList();
    }

    /**
     * An assignment as one task: its lead, with the scopes of all its tasks and the most generous of their limits. If the
     * scope of one of them is unknown, so is that of the whole.
     */
    public Task asOneTask(Assignment assignment) {
        Task lead = task(assignment.lead());
        if (assignment.tasks().size() == 1) {
            return lead;
        }
        List<Task> members = members(assignment);
        boolean scoped = members.stream().noneMatch(member -> member.writes() == null);
        boolean everyIdle = members.stream().allMatch(member -> member.idle() != null);
        return new Task(
                lead.id(),
                members.stream().map(Task::title).collect(Collectors.joining("; ")),
                lead.prompt(),
                scoped ? combined(members, Task::globs) : null,
                combined(members, Task::locks),
                combined(members, Task::needs),
                lead.related(),
                lead.subagent(),
                longest(members, Task::timeout),
                everyIdle ? longest(members, Task::idle) : null,
                members.stream().mapToInt(Task::attempts).max().orElse(lead.attempts()),
                lead.backoff(),
                members.stream().map(Task::environment).reduce(EnvironmentSpec.NONE, (one, next) -> one.over(next)));
    }

    private Task task(String id) {
        Task task = tasks.get(id);
        if (task == null) {
            throw new IllegalTransitionException("the plan of run " + run + " has no task '" + id + "'");
        }
        return task;
    }

    private static List<String> combined(List<Task> members, Function<Task, List<String>> what) {
        Set<String> all = new LinkedHashSet<>();
        members.forEach(member -> all.addAll(what.apply(member)));
        return List.copyOf(all);
    }

    private static Duration longest(List<Task> members, Function<Task, @Nullable Duration> what) {
        return members.stream()
                .flatMap(member -> Optional.ofNullable(what.apply(member)).stream())
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }
}
