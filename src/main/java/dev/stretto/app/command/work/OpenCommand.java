package dev.stretto.app.command.work;

import dev.stretto.app.command.CommonOptions;
import dev.stretto.app.command.RunParameter;
import dev.stretto.app.command.SignalWatch;
import dev.stretto.app.command.UsageException;
import dev.stretto.app.terminal.Screen;
import dev.stretto.engine.attempt.AttemptId;
import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.attempt.WorkResult;
import dev.stretto.engine.plan.EscapedTaskId;
import dev.stretto.engine.plan.Provision;
import dev.stretto.engine.run.AttemptOrder;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.persistence.journal.EventLog;
import dev.stretto.subagents.environment.InheritedEnvironment;
import dev.stretto.subagents.environment.ProvidedEnvironment;
import dev.stretto.subagents.environment.UnknownValueException;
import dev.stretto.subagents.git.WorkspaceException;
import dev.stretto.subagents.git.workspace.Provisioning;
import dev.stretto.subagents.git.workspace.VerificationCheckout;
import dev.stretto.subagents.git.workspace.Worktree;
import dev.stretto.subagents.git.workspace.Worktrees;
import dev.stretto.subagents.process.AttemptEnvironment;
import dev.stretto.subagents.process.AttemptFiles;
import dev.stretto.subagents.process.CommandWords;
import dev.stretto.subagents.process.MachineLeases;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Opens a shell, or runs a command, in an attempt's workspace, with the environment that its subagent has. */
@Command(
        name = "open",
        description = {
            "Opens a shell, or runs a command, in an attempt's workspace, with the environment that its subagent has.",
            "If the workspace is gone, its files are checked out once more, and thrown away when the shell ends."
        },
        footerHeading = "%nExample:%n",
        footer = "  stretto open latest abort -- mvn -q test")
public final class OpenCommand implements Callable<Integer> {
    @Mixin
    private final CommonOptions options = new CommonOptions();

    @Parameters(index = "0", paramLabel = "RUN", description = RunParameter.DESCRIPTION)
    private String run = "";

    @Parameters(index = "1", paramLabel = "TASK", description = "The task's id.")
    private String task = "";

    @Parameters(
            index = "2..*",
            paramLabel = "COMMAND",
            arity = "0..*",
            description = "What to run there, after '--' (default: your shell).")
    private List<String> command = List.of();

    @Option(names = "--attempt", paramLabel = "N", description = "Of this attempt (default: the latest).")
    private int attempt;

    @Option(names = "--keep", description = "Keep what was checked out; 'stretto prune' removes it with the run.")
    private boolean keep;

    @Override
    public Integer call() throws Exception {
        Screen screen = options.screen();
        StartedRun state;
        try (EventLog logs = options.logs()) {
            state = TaskWork.state(logs, options.resolve(run, logs));
        }
        String lead = TaskWork.lead(state, task);
        AttemptId id = new AttemptId(lead, TaskWork.attempt(state, lead, attempt));
        PinnedBase base = TaskWork.base(state);
        AttemptOrder order = AttemptOrder.of(state, id);
        Optional<Worktree> there = new Worktrees(options.dataDirectory().workspaces()).find(order);
        if (there.isPresent()) {
            screen.note("stretto: in " + there.get().directory() + ", the attempt's own workspace");
            return execute(words(), order, there.get().directory());
        }
        Optional<WorkResult> work = TaskWork.work(state, lead, id.attempt());
        if (work.isEmpty()) {
            throw new UsageException("the workspace of attempt " + id + " is gone, and it left no work");
        }
        return again(order, base, work.get().commit(), screen);
    }

    /** In another checkout of what the attempt left, set up as its workspace was. */
    private int again(AttemptOrder order, PinnedBase base, String commit, Screen screen) throws Exception {
        Path directory = options.dataDirectory()
                .workspaces()
                .resolve(order.run())
                .resolve("_open-" + EscapedTaskId.of(order.id().task()) + "-"
                        + ProcessHandle.current().pid());
        Path checkout = VerificationCheckout.checkout(base, commit, directory);
        try {
            screen.note("stretto: in " + checkout + ", what the attempt left"
                    + (keep ? "" : "; it is thrown away when this ends"));
            setUp(order, VerificationCheckout.provisioning(base, directory), screen);
            return execute(words(), order, checkout);
        } finally {
            if (!keep) {
                VerificationCheckout.remove(base, directory);
            }
        }
    }

    private void setUp(AttemptOrder order, Provisioning workspace, Screen screen) throws Exception {
        Provision provision = order.provision();
        if (workspace.includes(provision.include())) {
            workspace.include(provision.include());
        }
        if (provision.setup() != null) {
            screen.note("stretto: setting it up: "
                    + String.join(" ", provision.setup().command()));
            List<String> words = CommandWords.replaced(provision.setup().command(), order.run());
            int exitCode = execute(words, order, workspace.directory());
            if (exitCode != 0) {
                throw new WorkspaceException("the set-up failed with exit code " + exitCode);
            }
        }
    }

    private List<String> words() {
        String shell = System.getenv("SHELL");
        return command.isEmpty() ? List.of(shell == null || shell.isBlank() ? "/bin/sh" : shell) : command;
    }

    /** With the terminal: what is typed, and Ctrl-C, is for the command. */
    private int execute(List<String> words, AttemptOrder order, Path directory)
            throws IOException, InterruptedException, UsageException, UnknownValueException {
        ProcessBuilder builder =
                new ProcessBuilder(words).directory(directory.toFile()).inheritIO();
        Map<String, String> environment = builder.environment();
        InheritedEnvironment.clean(environment);
        environment.putAll(ProvidedEnvironment.of(order.task().environment(), System.getenv()));
        environment.putAll(
                MachineLeases.held(AttemptFiles.in(options.dataDirectory().attempts(), order.run(), order.id())));
        environment.putAll(AttemptEnvironment.of(order.run(), order.id()));
        try (SignalWatch signals = new SignalWatch(() -> {})) {
            signals.remember();
            return builder.start().waitFor();
        } catch (IOException e) {
            throw new UsageException(words.getFirst() + " could not be started: " + e.getMessage());
        }
    }
}
