package dev.stretto.app.command;

import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.plan.SubagentSpec;
import dev.stretto.engine.plan.SynthesisSpec;
import dev.stretto.engine.plan.Task;
import dev.stretto.engine.text.Listed;
import dev.stretto.subagents.process.Executables;
import dev.stretto.subagents.process.SubagentStartException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Looks whether the programs of a plan are there, before anything is paid for. Nothing is run. */
public final class ProgramCheck {
    private static final int NAMED = 3;

    private final Path directory;
    /** Who names a program that is not found, by what is wrong with it. */
    private final Map<String, List<String>> missing = new LinkedHashMap<>();

    private ProgramCheck(Path directory) {
        this.directory = directory;
    }

    /**
     * The programs that are not found, each with who names it, in words; empty if all are there. One with a slash in its name is looked
     * for where it runs, which no one can do before there is a workspace, and so is not looked for.
     */
    public static List<String> missing(Plan plan) {
        ProgramCheck check = new ProgramCheck(Path.of("").toAbsolutePath());
        for (Task task : plan.tasks()) {
            check.subagent("task '" + task.id() + "'", task.subagent());
        }
        Optional.ofNullable(plan.provision().setup())
                .ifPresent(setup -> check.command("workspace.setup", setup.command()));
        Optional.ofNullable(plan.provision().teardown())
                .ifPresent(teardown -> check.command("workspace.teardown", teardown.command()));
        SynthesisSpec synthesis = plan.synthesis();
        Optional.ofNullable(synthesis.verify())
                .ifPresent(verify -> check.command("synthesis.verify", verify.command()));
        Optional.ofNullable(synthesis.resolver())
                .ifPresent(resolver -> check.subagent("synthesis.resolver", resolver.subagent()));
        return check.missing.entrySet().stream()
                .map(entry -> Listed.first(NAMED, entry.getValue()) + ": " + entry.getKey())
                .toList();
    }

    private void subagent(String who, SubagentSpec subagent) {
        switch (subagent) {
            case SubagentSpec.Command command -> command(who, command.words());
            case SubagentSpec.Profile profile -> program(who, profile.name());
            case SubagentSpec.Function function -> {}
        }
    }

    private void command(String who, List<String> words) {
        String program = words.getFirst();
        Predicate<String> found = word -> problem(word).isEmpty();
        int space = program.indexOf(' ');
        if (space > 0 && !found.test(program)) {
            put(
                    who,
                    "\"" + program + "\" is one word, and no program has this name. Write the words one by one: [\""
                            + String.join("\", \"", program.split(" +", -1)) + "\"]");
        } else {
            program(who, program);
        }
    }

    private void program(String who, String program) {
        if (program.indexOf('/') < 0 && !program.contains("{")) {
            problem(program).ifPresent(problem -> put(who, problem));
        }
    }

    private Optional<String> problem(String program) {
        try {
            Executables.find(program, directory, System.getenv("PATH"));
            return Optional.empty();
        } catch (SubagentStartException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private void put(String who, String problem) {
        missing.computeIfAbsent(problem, key -> new ArrayList<>()).add(who);
    }
}
