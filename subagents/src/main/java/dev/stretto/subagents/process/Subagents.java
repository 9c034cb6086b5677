package dev.stretto.subagents.process;

import dev.stretto.engine.plan.SubagentSpec;
import dev.stretto.engine.run.AttemptOrder;
import dev.stretto.subagents.function.SubagentFunction;
import dev.stretto.subagents.overlay.WorkPlace;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Starts whatever kind of subagent an order asks for, and re-attaches to those that an earlier engine started. */
public final class Subagents {
    private final Profiles profiles;
    private final Map<String, SubagentFunction> functions;
    private final CommandRunner commands = new CommandRunner();
    /** Functions that nobody looks after any more, by the task that they carried out: they may still be about to end. */
    private final Map<String, RunningFunction> letGo = new ConcurrentHashMap<>();

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
     * @param files where the files of the attempt are, asked for only if there are any
     * @param workspace where it works; absent if the plan names no place, and then it works in the attempt's own folder
     * @param variables what a command finds in its environment besides what it inherits
     * @param givenUp true once it is not worth waiting any more until a machine that is full has room for it
     * @throws SubagentStartException if it could not be started; nothing runs then
     */
    public RunningSubagent start(
            AttemptOrder order,
            Supplier<AttemptFiles> files,
            Optional<WorkPlace> workspace,
            Map<String, String> variables,
            BooleanSupplier givenUp)
            throws SubagentStartException {
        return switch (order.task().subagent()) {
            case SubagentSpec.Command command ->
                command(command.words(), order, files.get(), workspace, variables, givenUp);
            case SubagentSpec.Profile profile ->
                command(profile(profile.name()), order, files.get(), workspace, variables, givenUp);
            case SubagentSpec.Function function ->
                function(function.name(), order, files, workspace.map(WorkPlace::directory));
        };
    }

    /**
     * Re-attaches to a subagent that was started before, by this engine or an earlier one. Functions end with their engine: one in a
     * worktree of its own is lost, but for what it left there; of others nothing is known here.
     *
     * @return empty if it was never started; otherwise the subagent, watched again if it still runs, ended if it has ended,
     *     lost if nobody knows how it ended
     */
    public Optional<RunningSubagent> reattach(AttemptOrder order, AttemptFiles files) {
        return leavesNothing(order) ? Optional.empty() : commands.reattach(files);
    }

    private RunningSubagent command(
            List<String> words,
            AttemptOrder order,
            AttemptFiles files,
            Optional<WorkPlace> workspace,
            Map<String, String> variables,
            BooleanSupplier givenUp)
            throws SubagentStartException {
        WorkPlace place = workspace.isPresent() ? workspace.get() : WorkPlace.of(ownFolder(files));
        List<String> replaced = CommandWords.replaced(words, order, files);
        Map<String, String> environment = new HashMap<>(variables);
        environment.putAll(AttemptEnvironment.of(order.run(), order.id()));
        environment.put(AttemptEnvironment.RESULT_FILE, files.result().toString());
        if (order.prompt() != null) {
            environment.put(AttemptEnvironment.PROMPT_FILE, files.prompt().toString());
            writePrompt(order.prompt(), files);
        }
        return commands.start(replaced, environment, place, files, givenUp);
    }

    private RunningSubagent function(
            String name, AttemptOrder order, Supplier<AttemptFiles> files, Optional<Path> workspace)
            throws SubagentStartException {
        SubagentFunction function = functions.get(name);
        if (function == null) {
            throw new SubagentStartException(unknown("function", name, new TreeSet<>(functions.keySet())));
        }
        if (!leavesNothing(order)) {
            writeDown(files.get());
        }
        String task = order.run() + "/" + order.id().task();
        return RunningFunction.start(
                function,
                order,
                () -> workspace.orElseGet(() -> madeFor(files.get())),
                Optional.ofNullable(letGo.remove(task)),
                released -> letGo.put(task, released));
    }

    /** Neither a process nor a workspace of its own is left of it once its engine has ended, so nothing is written down for that. */
    private static boolean leavesNothing(AttemptOrder order) {
        return order.task().subagent() instanceof SubagentSpec.Function && !order.isolated();
    }

    private static void writeDown(AttemptFiles files) throws SubagentStartException {
        try {
            Files.createDirectories(files.directory());
            StartRecord.writeFunction(files.process());
        } catch (FileAlreadyExistsException e) {
            throw new SubagentStartException("this attempt was started before, as " + files.process() + " says");
        } catch (IOException e) {
            throw SubagentStartException.notWritten(files.directory(), e);
        }
    }

    private static Path ownFolder(AttemptFiles files) throws SubagentStartException {
        try {
            return Files.createDirectories(files.directory());
        } catch (IOException e) {
            throw SubagentStartException.notWritten(files.directory(), e);
        }
    }

    private static Path madeFor(AttemptFiles files) {
        try {
            return Files.createDirectories(files.directory());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
            throw SubagentStartException.notWritten(files.prompt(), e);
        }
    }

    private static String unknown(String what, String name, SortedSet<String> known) {
        String others = known.isEmpty() ? "there is none" : "there is: " + String.join(", ", known);
        return "no " + what + " is called \"" + name + "\"; " + others;
    }
}
