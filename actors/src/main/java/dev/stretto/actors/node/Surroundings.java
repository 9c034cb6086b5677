package dev.stretto.actors.node;

import dev.stretto.engine.attempt.Failure;
import dev.stretto.engine.fault.FaultPoint;
import dev.stretto.engine.plan.Durations;
import dev.stretto.engine.plan.EnvironmentSpec;
import dev.stretto.engine.plan.Provision;
import dev.stretto.engine.plan.TimedCommand;
import dev.stretto.subagents.environment.ProvidedEnvironment;
import dev.stretto.subagents.environment.UnknownValueException;
import dev.stretto.subagents.git.WorkspaceException;
import dev.stretto.subagents.git.workspace.Provisioning;
import dev.stretto.subagents.overlay.WorkPlace;
import dev.stretto.subagents.process.AttemptFiles;
import dev.stretto.subagents.process.CommandWords;
import dev.stretto.subagents.process.Executables;
import dev.stretto.subagents.process.MachineLeases;
import dev.stretto.subagents.process.RunningSubagent;
import dev.stretto.subagents.process.SubagentExit;
import dev.stretto.subagents.process.SubagentStartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the commands of a step find around them: files in the workspace besides those of a commit, what the set-up has made of it, and
 * variables. The set-up and the tear-down are commands of their own, whose files lie beside the step's.
 */
final class Surroundings {
    private static final Logger LOG = LoggerFactory.getLogger(Surroundings.class);
    static final String SETUP = "setup";
    private static final String TEARDOWN = "teardown";
    static final List<String> COMMANDS = List.of(SETUP, TEARDOWN);
    /** What people call them; the files have the names that the plan has for them. */
    private static final Map<String, String> WORDS = Map.of(SETUP, "set-up", TEARDOWN, "tear-down");

    private static final long LOOKS_EVERY_MILLIS = 50;

    private final String run;
    private final Provision provision;
    private final EnvironmentSpec environment;
    private final boolean workspace;
    private final AttemptFiles files;
    private final LocalSession session;

    /**
     * @param workspace true if it has one of its own
     * @param files those of the step
     */
    Surroundings(
            String run,
            Provision provision,
            EnvironmentSpec environment,
            boolean workspace,
            AttemptFiles files,
            LocalSession session) {
        this.run = run;
        this.provision = provision;
        this.environment = environment;
        this.workspace = workspace;
        this.files = files;
        this.session = session;
    }

    /**
     * The variables that a command of the step finds besides those that it inherits, with a slot and ports of its own from now on.
     *
     * @throws SubagentStartException if there is no port
     * @throws StorageFailedException if a variable has no value here: it may have one where the run goes on
     */
    Map<String, String> takeEnvironment() throws SubagentStartException {
        Map<String, String> variables = values();
        variables.putAll(services().processes().leases().take(files, environment.ports(), workspace));
        return variables;
    }

    /** Gives back its slot and ports. */
    void release() {
        services().processes().leases().release(files);
    }

    /** The variables without a slot and ports. */
    Map<String, String> values() {
        try {
            return new HashMap<>(ProvidedEnvironment.of(environment, System.getenv()));
        } catch (UnknownValueException e) {
            throw new StorageFailedException(
                    e.getMessage() + "; set it where Stretto runs, and type 'stretto resume'", e);
        }
    }

    /**
     * Copies files to a workspace and runs the set-up there. Does nothing if there is nothing to be done, or it was done before.
     *
     * @param variables what the set-up finds in its environment
     * @param decides true if a failed set-up fails those of the run's other steps, as long as none has passed
     * @throws SetUpFailedException if the set-up ran and failed; if the first set-up of a run fails, all fail
     * @throws WorkspaceException if it could not be run
     */
    void setUp(Provisioning place, Map<String, String> variables, boolean decides, BooleanSupplier unwanted)
            throws WorkspaceException {
        TimedCommand command = provision.setup();
        if (place.done() || (command == null && !place.includes(provision.include()))) {
            return;
        }
        if (command == null) {
            place.include(provision.include());
            place.complete();
        } else {
            session.setUps().pass(() -> setUp(command, place, variables, unwanted), decides, unwanted);
        }
    }

    /** Runs it, or takes what it has made before in another workspace. */
    private void setUp(
            TimedCommand command, Provisioning place, Map<String, String> variables, BooleanSupplier unwanted)
            throws WorkspaceException {
        AttemptFiles own = files.beside(SETUP);
        Optional<String> key = mayBeShared() ? place.key(provision.include(), material(command)) : Optional.empty();
        if (key.isPresent() && place.reuse(key.get(), own.directory())) {
            return;
        }
        place.include(provision.include());
        place.beginSetUp();
        boolean shares = key.isPresent() && !place.isForItsOwn(key.get());
        Map<String, String> found = new HashMap<>(variables);
        if (shares) {
            // It is not this attempt's alone.
            found.remove(MachineLeases.SLOT);
        }
        RunningSubagent ended = execute(SETUP, command, place.workPlace(), found, unwanted);
        FaultPoint.WORKSPACE_SET_UP.reached();
        if (shares && !ended.isAnythingAlive()) {
            place.share(key.get(), own.directory())
                    .ifPresent(why -> LOG.info("the set-up of run {} has to run in each workspace: {}", run, why));
        } else {
            place.complete();
        }
    }

    /** Ports and a tear-down tell that it begins something besides files. */
    private boolean mayBeShared() {
        return environment.ports().isEmpty() && provision.teardown() == null;
    }

    /** What a set-up depends on, besides the files in its workspace. */
    private List<String> material(TimedCommand command) {
        List<String> material = new ArrayList<>(command.command());
        material.addAll(provision.include());
        new TreeMap<>(values()).forEach((name, value) -> material.add(name + "=" + value));
        material.add(String.valueOf(System.getenv("PATH")));
        material.add(Executables.state(command.command().getFirst()));
        return material;
    }

    /** True if a set-up or a tear-down belongs to it. */
    boolean runCommands() {
        return provision.setup() != null || provision.teardown() != null;
    }

    /**
     * Runs the tear-down in a workspace, and ends what set-up and tear-down have left running.
     *
     * @return why it failed; empty if it did not, or there is none
     */
    Optional<String> tearDown(Provisioning place) {
        TimedCommand command = provision.teardown();
        Optional<String> failure = Optional.empty();
        try {
            place.beginTearDown();
            if (command != null && !Files.exists(files.beside(TEARDOWN).exit())) {
                execute(TEARDOWN, command, place.workPlace(), forTearDown(), () -> false);
            }
        } catch (WorkspaceException e) {
            failure = Optional.of(LocalStep.said(e));
        }
        endCommands();
        try {
            place.endTearDown();
        } catch (WorkspaceException e) {
            failure = Optional.of(LocalStep.said(e));
        }
        return failure;
    }

    /** Ends what set-up and tear-down have left running, wherever that is. */
    void endCommands() {
        end(files.beside(SETUP));
        end(files.beside(TEARDOWN));
    }

    /** With the values that there are: what has no value here any more is no reason to leave a service running. */
    private Map<String, String> forTearDown() {
        Map<String, String> variables = new HashMap<>();
        try {
            variables.putAll(ProvidedEnvironment.of(environment, System.getenv()));
        } catch (UnknownValueException e) {
            LOG.warn("a tear-down of run {} lacks {}", run, e.getMessage());
        }
        variables.putAll(services().processes().leases().held(files));
        return variables;
    }

    private RunningSubagent execute(
            String what, TimedCommand command, WorkPlace place, Map<String, String> variables, BooleanSupplier unwanted)
            throws WorkspaceException {
        AttemptFiles own = files.beside(what);
        startAfresh(own);
        try {
            RunningSubagent running = services()
                    .processes()
                    .commands()
                    .start(CommandWords.replaced(command.command(), run), variables, place, own, unwanted);
            SubagentExit exit = await(what, running, command, unwanted);
            Failure failure = exit.failure();
            if (failure != null) {
                throw new SetUpFailedException(
                        "the " + WORDS.get(what) + " of the workspace failed: " + failure.message()
                                + Optional.ofNullable(exit.summary())
                                        .map(end -> "; its output ends with:\n" + end)
                                        .orElse(""));
            }
            return running;
        } catch (SubagentStartException e) {
            throw new WorkspaceException(
                    "the " + WORDS.get(what) + " of the workspace could not be started: " + e.getMessage(), e);
        }
    }

    private SubagentExit await(String what, RunningSubagent running, TimedCommand command, BooleanSupplier unwanted)
            throws WorkspaceException {
        try {
            while (true) {
                try {
                    return running.exit().get(LOOKS_EVERY_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    boolean late = running.age().compareTo(command.timeout()) > 0;
                    if (late || unwanted.getAsBoolean()) {
                        running.stop(services().processes().grace());
                        String message = "the " + WORDS.get(what) + " of the workspace was ended";
                        if (late) {
                            throw new SetUpFailedException(
                                    message + " after " + Durations.format(command.timeout()) + ", which is its limit");
                        }
                        throw new WorkspaceException(message);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running.stop(services().processes().grace());
            throw new WorkspaceException("the " + WORDS.get(what) + " of the workspace was interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("an exit that completes exceptionally", e);
        }
    }

    /** One that was cut off, and may be at work still, is done again; what it printed is kept beside the new one's. */
    private void startAfresh(AttemptFiles own) throws WorkspaceException {
        if (!Files.exists(own.directory())) {
            return;
        }
        end(own);
        try {
            for (int n = 1; ; n++) {
                Path aside = own.directory().resolveSibling(own.directory().getFileName() + "-" + n);
                if (!Files.exists(aside)) {
                    Files.move(own.directory(), aside);
                    return;
                }
            }
        } catch (IOException e) {
            throw new WorkspaceException("the files of an earlier set-up can't be put aside: " + e.getMessage(), e);
        }
    }

    private void end(AttemptFiles own) {
        services()
                .processes()
                .commands()
                .reattach(own)
                .ifPresent(running -> running.stop(services().processes().grace()));
    }

    private NodeServices services() {
        return session.services();
    }
}
