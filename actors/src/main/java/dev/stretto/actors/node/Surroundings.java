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
import dev.stretto.subagents.process.AttemptFiles;
import dev.stretto.subagents.process.CommandWords;
import dev.stretto.subagents.process.MachineLeases;
import dev.stretto.subagents.process.RunningSubagent;
import dev.stretto.subagents.process.SubagentExit;
import dev.stretto.subagents.process.SubagentStartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * What the commands of a step find around them: files in the workspace besides those of a commit, what the set-up has made of it, and
 * variables. The set-up and the tear-down are commands of their own, whose files lie beside the step's.
 */
final class Surroundings {
    private static final String SETUP = "setup";
    private static final String TEARDOWN = "teardown";
    /** What people call them; the files have the names that the plan has for them. */
    private static final Map<String, String> WORDS = Map.of(SETUP, "set-up", TEARDOWN, "tear-down");

    private static final long LOOKS_EVERY_MILLIS = 50;

    private final String run;
    private final Provision provision;
    private final EnvironmentSpec environment;
    private final AttemptFiles files;
    private final LocalSession session;

    /** @param files those of the step */
    Surroundings(
            String run, Provision provision, EnvironmentSpec environment, AttemptFiles files, LocalSession session) {
        this.run = run;
        this.provision = provision;
        this.environment = environment;
        this.files = files;
        this.session = session;
    }

    /**
     * The variables that a command of the step finds besides those that it inherits, with a slot and ports of its own from now on.
     *
     * @throws SubagentStartException if one has no value, or there is no port
     */
    Map<String, String> takeEnvironment() throws SubagentStartException {
        Map<String, String> variables = values();
        variables.putAll(services().processes().leases().take(files, environment.ports()));
        return variables;
    }

    /** Gives back its slot and ports. */
    void release() {
        services().processes().leases().release(files);
    }

    /** The variables without a slot and ports. */
    Map<String, String> values() throws SubagentStartException {
        try {
            return new HashMap<>(ProvidedEnvironment.of(environment, System.getenv()));
        } catch (UnknownValueException e) {
            throw new SubagentStartException(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Copies files to a workspace and runs the set-up there. Does nothing if there is nothing to be done, or it was done before.
     *
     * @param variables what the set-up finds in its environment
     * @throws WorkspaceException if the set-up fails; a failed first one of a run is that of all
     */
    void setUp(Provisioning workspace, Map<String, String> variables, BooleanSupplier unwanted)
            throws WorkspaceException {
        TimedCommand command = provision.setup();
        if (workspace.done() || (command == null && !workspace.includes(provision.include()))) {
            return;
        }
        workspace.include(provision.include());
        if (command != null) {
            workspace.beginSetUp();
            session.setUps().pass(() -> execute(SETUP, command, workspace.directory(), variables, unwanted), unwanted);
            FaultPoint.WORKSPACE_SET_UP.reached();
        }
        workspace.complete();
    }

    /** True if a set-up or a tear-down belongs to it. */
    boolean runCommands() {
        return provision.setup() != null || provision.teardown() != null;
    }

    /**
     * Runs the tear-down in a workspace, and ends what its set-up has left running.
     *
     * @return why it failed; empty if it did not, or there is none
     */
    Optional<String> tearDown(Path workspace) {
        TimedCommand command = provision.teardown();
        Optional<String> failure = Optional.empty();
        if (command != null && !Files.exists(files.beside(TEARDOWN).exit())) {
            try {
                Map<String, String> variables = values();
                variables.putAll(MachineLeases.held(files));
                execute(TEARDOWN, command, workspace, variables, () -> false);
            } catch (WorkspaceException | SubagentStartException e) {
                failure = Optional.of(LocalStep.said(e));
            }
        }
        end(files.beside(SETUP));
        return failure;
    }

    private void execute(
            String what, TimedCommand command, Path directory, Map<String, String> variables, BooleanSupplier unwanted)
            throws WorkspaceException {
        AttemptFiles own = files.beside(what);
        startAfresh(own);
        try {
            RunningSubagent running = services()
                    .processes()
                    .commands()
                    .start(CommandWords.replaced(command.command(), run), variables, directory, own, unwanted);
            SubagentExit exit = await(what, running, command, unwanted);
            Failure failure = exit.failure();
            if (failure != null) {
                throw new WorkspaceException("the " + WORDS.get(what) + " of the workspace failed: " + failure.message()
                        + Optional.ofNullable(exit.summary())
                                .map(end -> "; its output ends with:\n" + end)
                                .orElse(""));
            }
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
                        throw new WorkspaceException("the " + WORDS.get(what) + " of the workspace was ended"
                                + (late
                                        ? " after " + Durations.format(command.timeout()) + ", which is its limit"
                                        : ""));
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
