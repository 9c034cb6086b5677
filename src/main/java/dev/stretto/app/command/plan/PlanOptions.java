package dev.stretto.app.command.plan;

import dev.stretto.actors.node.AgentProfiles;
import dev.stretto.app.planning.RepositoryListing;
import dev.stretto.app.planning.ShellWords;
import dev.stretto.engine.plan.SubagentSpec;
import dev.stretto.engine.planning.PlanSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that all commands have which write a plan. */
public final class PlanOptions {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write the plan to this file (default: standard output).")
    @Nullable
    Path output;

    @Option(names = "--force", description = "Overwrite the file if it is there.")
    boolean force;

    @Option(names = "--subagent", paramLabel = "PROFILE", description = "Who carries the tasks out: claude, codex, …")
    @Nullable
    String subagent;

    @Option(
            names = "--command",
            paramLabel = "COMMAND",
            description = "Who carries the tasks out, as a command line: --command './fix {task}'.")
    @Nullable
    String command;

    @Option(
            names = "--verify",
            paramLabel = "COMMAND",
            description = "The command that proves the merged result: --verify 'mvn -q test'.")
    @Nullable
    String verify;

    @Option(
            names = "--goal",
            paramLabel = "TEXT",
            description = "What the whole plan is for; every prompt begins with it.")
    @Nullable
    String goal;

    @Option(names = "--name", paramLabel = "NAME", description = "What the plan is called.")
    @Nullable
    String name;

    @Option(
            names = "--repository",
            paramLabel = "DIR",
            description = "The repository that the tasks work on (default: that of the current folder).")
    @Nullable
    Path repository;

    /** Everything that is wrong with the options, before any work is done. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        Set<String> profiles = new TreeSet<>(AgentProfiles.with(Map.of()).names());
        if (subagent != null && command != null) {
            problems.add("--command: found it beside --subagent, expected one of them");
        }
        if (subagent != null && !profiles.contains(subagent)) {
            problems.add("--subagent: found '" + subagent + "', expected one of " + String.join(", ", profiles)
                    + "; any other agent is a --command");
        }
        wordsProblem("--command", command).ifPresent(problems::add);
        wordsProblem("--verify", verify).ifPresent(problems::add);
        if (name != null && name.isBlank()) {
            problems.add("--name: found a blank, expected a name");
        }
        outputProblem().ifPresent(problems::add);
        return problems;
    }

    private static Optional<String> wordsProblem(String option, @Nullable String line) {
        try {
            if (line != null) {
                ShellWords.of(line);
            }
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(option + ": found " + e.getMessage() + ", expected a command line");
        }
    }

    private Optional<String> outputProblem() {
        if (output == null) {
            return Optional.empty();
        }
        if (Files.isDirectory(output)) {
            return Optional.of("-o: found the folder " + output + ", expected a file");
        }
        if (Files.exists(output) && !force) {
            return Optional.of(
                    "-o: found the file " + output + " already there, expected a new one; --force overwrites it");
        }
        return Files.isDirectory(folder())
                ? Optional.empty()
                : Optional.of("-o: found no folder " + folder() + ", expected one that is there");
    }

    /** The folder that the plan will lie in, as far as is known. */
    Path folder() {
        Path file = (output == null ? Path.of("plan.yaml") : output)
                .toAbsolutePath()
                .normalize();
        return Optional.ofNullable(file.getParent()).orElse(file);
    }

    /** What they say about the plan as a whole. */
    PlanSettings settings(RepositoryListing listing) throws IOException {
        return settings(listing, goal);
    }

    /** The same where the goal is one of each task, and not of the whole. */
    PlanSettings settingsWithoutGoal(RepositoryListing listing) throws IOException {
        return settings(listing, null);
    }

    private PlanSettings settings(RepositoryListing listing, @Nullable String wholeGoal) throws IOException {
        return new PlanSettings(
                name,
                wholeGoal,
                listing.asSeenFrom(folder()),
                chosenSubagent(),
                null,
                null,
                verify == null ? null : ShellWords.of(verify),
                listing.setup().orElse(null));
    }

    private @Nullable SubagentSpec chosenSubagent() {
        if (command != null) {
            return new SubagentSpec.Command(ShellWords.of(command));
        }
        return subagent == null ? null : new SubagentSpec.Profile(subagent);
    }
}
