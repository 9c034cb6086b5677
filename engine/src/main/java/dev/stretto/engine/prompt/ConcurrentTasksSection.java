package dev.stretto.engine.prompt;

import dev.stretto.engine.decision.Assignment;
import dev.stretto.engine.decision.ConcurrentAssignments;
import dev.stretto.engine.decision.ConcurrentAssignments.Beside;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.plan.Prompt;
import dev.stretto.engine.plan.Task;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The part of a prompt that says what others may be doing at the same time, so that the subagent keeps off. */
final class ConcurrentTasksSection {
    private static final int ASSIGNMENTS_TOLD = 10;
    private static final int TITLES_TOLD = 3;
    private static final int GLOBS_TOLD = 3;
    private static final int LONGEST_TEXT = 100;

    private static final Pattern SPACE = Pattern.compile("\\s+");

    private final Plan plan;
    private final Map<String, Task> tasks;
    private final ConcurrentAssignments concurrent;

    ConcurrentTasksSection(Plan plan, Map<String, Task> tasks, ConcurrentAssignments concurrent) {
        this.plan = plan;
        this.tasks = tasks;
        this.concurrent = concurrent;
    }

    /** Empty if nobody can be at work beside it. */
    Optional<String> of(Assignment assignment) {
        Beside beside = concurrent.beside(assignment.lead(), ASSIGNMENTS_TOLD);
        if (beside.nearest().isEmpty()) {
            return Optional.empty();
        }
        Stream<String> lines = beside.nearest().stream().map(this::line);
        return Optional.of("## Others at the same time\n\n" + introduction() + "\n\n"
                + Stream.concat(lines, more(beside).stream())
                        .map(line -> "- " + line)
                        .collect(Collectors.joining("\n")));
    }

    private String introduction() {
        String where = plan.isolated()
                ? ", each in a workspace of its own, so that you don't see their changes"
                : plan.workspace() != null ? ", in the same folder as you" : "";
        return "Other subagents may be at work on these tasks now" + where
                + ". Keep off what is theirs; if you need something changed there, say so in what you return.";
    }

    private static Optional<String> more(Beside beside) {
        if (beside.more() == 0) {
            return beside.counted() ? Optional.empty() : Optional.of("… and others");
        }
        return Optional.of("… and " + (beside.counted() ? "" : "at least ") + beside.more() + " more");
    }

    private String line(Assignment other) {
        List<Task> members = other.tasks().stream()
                .flatMap(id -> Optional.ofNullable(tasks.get(id)).stream())
                .toList();
        String titles = some(members.stream().map(Task::title).toList(), "; ", TITLES_TOLD);
        return titles + place(members).map(place -> " (" + place + ")").orElse("");
    }

    /** What they may change, where that is known of all of them, or else what they are about. */
    private static Optional<String> place(List<Task> members) {
        if (members.stream().allMatch(member -> member.writes() != null)) {
            List<String> globs = members.stream()
                    .flatMap(member -> Stream.ofNullable(member.writes()).flatMap(List::stream))
                    .distinct()
                    .toList();
            return Optional.of(globs.isEmpty() ? "changes no files" : "may change " + some(globs, ", ", GLOBS_TOLD));
        }
        List<String> scopes = members.stream()
                .flatMap(member -> Stream.ofNullable(scope(member)))
                .distinct()
                .toList();
        return scopes.isEmpty() ? Optional.empty() : Optional.of("about " + some(scopes, ", ", GLOBS_TOLD));
    }

    private static @Nullable String scope(Task task) {
        return task.prompt() instanceof Prompt.Parts parts ? parts.scope() : null;
    }

    private static String some(List<String> texts, String separator, int most) {
        String told = texts.stream()
                .limit(most)
                .map(ConcurrentTasksSection::inOneLine)
                .collect(Collectors.joining(separator));
        return texts.size() > most ? told + " and " + (texts.size() - most) + " more" : told;
    }

    private static String inOneLine(String text) {
        String start = text.strip();
        boolean cut = start.length() > LONGEST_TEXT;
        int end = cut && Character.isHighSurrogate(start.charAt(LONGEST_TEXT - 1)) ? LONGEST_TEXT - 1 : LONGEST_TEXT;
        String line = cut ? start.substring(0, end) + "…" : start;
        return SPACE.matcher(line).replaceAll(" ");
    }
}
