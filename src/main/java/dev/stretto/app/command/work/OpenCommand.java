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
import dev.stretto.engine.plan.TimedCommand;
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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Opens a shell, or runs a command, in an attempt's workspace, with the variables of its task. */
@Command(
        name = "open",
        description = {
            "Opens a shell, or runs a command, in an attempt's workspace, with the variables of its task.",
            "If the workspace is gone, Stretto checks out the attempt's work again, and deletes that checkout at the end."
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
        MachineLeases leases = new MachineLeases(options.dataDirectory().leases());
        Optional<Worktree> there = new Worktrees(options.dataDirectory().workspaces()).find(order);
        if (there.isPresent()) {
            screen.note("stretto: in " + there.get().directory() + ", the attempt's own workspace");
            return execute(words(), order, there.get().directory(), leases.held(files(order)));
        }
        Optional<WorkResult> work = TaskWork.work(state, lead, id.attempt());
        if (work.isEmpty()) {
            throw new UsageException("the workspace of attempt " + id + " is gone, and it left no work");
        }
        return again(order, base, work.get().commit(), leases, screen);
    }

    private AttemptFiles files(AttemptOrder order) {
        return AttemptFiles.in(options.dataDirectory().attempts(), order.run(), order.id());
    }

    /** In another checkout of what the attempt left, set up as its workspace was. */
    private int again(AttemptOrder order, PinnedBase base, String commit, MachineLeases leases, Screen screen)
            throws Exception {
        String own = "open-" + ProcessHandle.current().pid();
        Path directory = options.dataDirectory()
                .workspaces()
                .resolve(order.run())
                .resolve("_" + own + "-" + EscapedTaskId.of(order.id().task()));
        AttemptFiles holder = files(order).beside(own);
        Map<String, String> numbers =
                leases.take(holder, order.task().environment().ports(), true);
        Path checkout = VerificationCheckout.checkout(base, commit, directory);
        try {
            screen.note("stretto: in " + checkout + ", a new checkout of the attempt's work"
                    + (keep ? "" : "; it is deleted at the end"));
            setUp(order, VerificationCheckout.provisioning(base, directory), numbers, screen);
            return execute(words(), order, checkout, numbers);
        } finally {
            run(order.provision().teardown(), order, checkout, numbers, screen);
            leases.release(holder);
            if (!keep) {
                VerificationCheckout.remove(base, directory);
            }
        }
    }

    private void setUp(AttemptOrder order, Provisioning workspace, Map<String, String> numbers, Screen screen)
            throws Exception {
        Provision provision = order.provision();
        if (workspace.includes(provision.include())) {
            workspace.include(provision.include());
        }
        int exitCode = run(provision.setup(), order, workspace.directory(), numbers, screen);
        if (exitCode != 0) {
            throw new WorkspaceException("the set-up failed with exit code " + exitCode);
        }
    }

    private int run(
            @Nullable TimedCommand timed,
            AttemptOrder order,
            Path directory,
            Map<String, String> numbers,
            Screen screen)
            throws Exception {
        if (timed == null) {
            return 0;
        }
        screen.note("stretto: running " + String.join(" ", timed.command()));
        return execute(CommandWords.replaced(timed.command(), order.run()), order, directory, numbers);
    }

    private List<String> words() {
        String shell = System.getenv("SHELL");
        return command.isEmpty() ? List.of(shell == null || shell.isBlank() ? "/bin/sh" : shell) : command;
    }

    /** With the terminal: what is typed, and Ctrl-C, is for the command. */
    private int execute(List<String> words, AttemptOrder order, Path directory, Map<String, String> numbers)
            throws IOException, InterruptedException, UsageException, UnknownValueException {
        ProcessBuilder builder =
                new ProcessBuilder(words).directory(directory.toFile()).inheritIO();
        Map<String, String> environment = builder.environment();
        InheritedEnvironment.clean(environment);
        environment.putAll(ProvidedEnvironment.of(order.task().environment(), System.getenv()));
        environment.putAll(numbers);
        environment.putAll(AttemptEnvironment.of(order.run(), order.id()));
        try (SignalWatch signals = new SignalWatch(() -> {})) {
            signals.remember();
            return builder.start().waitFor();
        } catch (IOException e) {
            throw new UsageException(words.getFirst() + " could not be started: " + e.getMessage());
        }
    }
}
