package dev.stretto.subagents.process;

import dev.stretto.engine.plan.SubagentSpec;
import dev.stretto.engine.run.AttemptOrder;
import dev.stretto.subagents.function.SubagentFunction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Starts whatever kind of subagent an order asks for, and takes up those that an earlier engine started. */
public final class Subagents {
    private final Profiles profiles;
    private final Map<String, SubagentFunction> functions;
    private final CommandRunner commands = new CommandRunner();

    /**
     * With the profiles and functions that plans may name.
     *
     * @param functions each function by its name
     */
    public Subagents(Profiles profiles, Map<String, SubagentFunction> functions) {
        this.profiles = profiles;
        this.functions = Map.copyOf(functions);
    }

    /**
     * Starts the subagent that an order asks for.
     *
     * @param workingDirectory where it works
     * @throws SubagentStartException if it could not be started; nothing runs then
     */
    public RunningSubagent start(AttemptOrder order, AttemptFiles files, Path workingDirectory)
            throws SubagentStartException {
        Path directory = workingDirectory.toAbsolutePath();
        return switch (order.task().subagent()) {
            case SubagentSpec.Command command -> command(command.words(), order, files, directory);
            case SubagentSpec.Profile profile -> command(profile(profile.name()), order, files, directory);
            case SubagentSpec.Function function -> function(function.name(), order, files, directory);
        };
    }

    /**
     * Takes up a subagent that an earlier engine started. A function's attempt is lost: functions end with their engine.
     *
     * @return empty if it was never started; otherwise the subagent, watched again if it still runs, ended if it has ended,
     *     lost if nobody knows how it ended
     */
    public Optional<RunningSubagent> adopt(AttemptOrder order, AttemptFiles files) {
        return commands.adopt(files);
    }

    private RunningSubagent command(List<String> words, AttemptOrder order, AttemptFiles files, Path directory)
            throws SubagentStartException {
        List<String> replaced = CommandWords.replaced(words, order, files);
        Map<String, String> environment = new HashMap<>(Map.of(
                AttemptEnvironment.RUN, order.run(),
                AttemptEnvironment.TASK, order.id().task(),
                AttemptEnvironment.ATTEMPT, Integer.toString(order.id().attempt()),
                AttemptEnvironment.RESULT_FILE, files.result().toString()));
        if (order.prompt() != null) {
            environment.put(AttemptEnvironment.PROMPT_FILE, files.prompt().toString());
            writePrompt(order.prompt(), files);
        }
        return commands.start(replaced, environment, directory, files);
    }

    private RunningSubagent function(String name, AttemptOrder order, AttemptFiles files, Path directory)
            throws SubagentStartException {
        SubagentFunction function = functions.get(name);
        if (function == null) {
            throw new SubagentStartException(unknown("function", name, new TreeSet<>(functions.keySet())));
        }
        try {
            Files.createDirectories(files.directory());
            StartRecord.writeFunction(files.process());
        } catch (FileAlreadyExistsException e) {
            throw new SubagentStartException("this attempt was started before, as " + files.process() + " says");
        } catch (IOException e) {
            throw new SubagentStartException("can't write to the attempt's folder " + files.directory() + ": " + e);
        }
        return RunningFunction.start(function, order, directory);
    }

    private List<String> profile(String name) throws SubagentStartException {
        return profiles.command(name)
                .orElseThrow(() -> new SubagentStartException(unknown("profile", name, profiles.names())));
    }

    private static void writePrompt(String prompt, AttemptFiles files) throws SubagentStartException {
        try {
            Files.createDirectories(files.directory());
            Files.write(files.prompt(), prompt.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new SubagentStartException("can't write the prompt to " + files.prompt() + ": " + e);
        }
    }

    private static String unknown(String what, String name, SortedSet<String> known) {
        String others = known.isEmpty() ? "there is none" : "there is: " + String.join(", ", known);
        return "no " + what + " is called \"" + name + "\"; " + others;
    }
}
