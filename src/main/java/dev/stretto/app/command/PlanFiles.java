package dev.stretto.app.command;

import dev.stretto.actors.node.AgentProfiles;
import dev.stretto.app.terminal.Screen;
import dev.stretto.engine.plan.InvalidPlanException;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.plan.Problem;
import dev.stretto.engine.planfile.PlanReader;
import dev.stretto.subagents.git.Repositories;
import dev.stretto.subagents.git.WorkspaceException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads plans for the commands, and says what is wrong with them. */
public final class PlanFiles {
    private static final String STANDARD_INPUT = "-";
    private static final int SHOWN = 200;

    /** The description of an option that commands share. */
    public static final String REQUIRE_SCOPES =
            "Refuse a plan with tasks that do not say what they write ('writes: []' says that it is nothing).";

    private PlanFiles() {}

    /** What a command with {@code --json} prints for a plan that was refused. */
    record Refused(List<Shown> problems) {}

    /** A problem without stand-ins for what is not known of its place. */
    record Shown(
            String file,
            @Nullable Integer line,
            @Nullable Integer column,
            @Nullable String field,
            String found,
            String expected) {
        static Shown of(Problem problem) {
            return new Shown(
                    problem.file(),
                    problem.line() == 0 ? null : problem.line(),
                    problem.column() == 0 ? null : problem.column(),
                    problem.field().isEmpty() ? null : problem.field(),
                    problem.found(),
                    problem.expected());
        }
    }

    /**
     * Reads a plan from a file, or from standard input for {@code -}.
     *
     * @param requireScopes whether each task has to say what it writes
     * @throws InvalidPlanException with everything that is wrong with it
     */
    public static Plan read(String file, boolean requireScopes) throws InvalidPlanException {
        PlanReader reader = requireScopes ? reader().requiringScopes() : reader();
        return file.equals(STANDARD_INPUT)
                ? reader.read("standard input", System.in, Path.of("").toAbsolutePath())
                : reader.read(Path.of(file));
    }

    /** Reads a plan that lies in no file yet, as if it lay in this folder. */
    public static Plan check(String name, String text, Path folder) throws InvalidPlanException {
        return reader().read(name, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), folder);
    }

    private static PlanReader reader() {
        return new PlanReader(AgentProfiles.with(Map.of()).names(), Set.of()).looking(PlanFiles::hindrance);
    }

    private static Optional<String> hindrance(Path repository, String base) {
        try {
            Repositories.pin(repository, base);
            return Optional.empty();
        } catch (WorkspaceException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Says what is wrong with a plan. */
    public static void report(InvalidPlanException refused, Screen screen) {
        if (screen.json()) {
            screen.document(
                    new Refused(refused.problems().stream().map(Shown::of).toList()));
            return;
        }
        int count = refused.problems().size();
        refused.problems().stream().limit(SHOWN).forEach(problem -> screen.note(problem.toString()));
        if (count > SHOWN) {
            screen.note("… and " + (count - SHOWN) + " more; --json gives them all");
        }
        screen.note("stretto: the plan has " + count + (count == 1 ? " problem" : " problems") + "; nothing was run");
    }
}
