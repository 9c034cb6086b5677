package dev.stretto.app.command.work;

import dev.stretto.app.command.CommonOptions;
import dev.stretto.app.command.RunParameter;
import dev.stretto.app.command.SignalWatch;
import dev.stretto.app.command.UsageException;
import dev.stretto.app.terminal.Screen;
import dev.stretto.engine.attempt.AttemptId;
import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.attempt.ProcessIdentity;
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
import dev.stretto.subagents.overlay.Overlay;
import dev.stretto.subagents.overlay.WorkPlace;
import dev.stretto.subagents.process.AttemptEnvironment;
import dev.stretto.subagents.process.AttemptFiles;
import dev.stretto.subagents.process.CommandRunner;
import dev.stretto.subagents.process.CommandWords;
import dev.stretto.subagents.process.MachineLeases;
import dev.stretto.subagents.process.RunningSubagent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
            return in(there.get().workPlace(), order, leases.held(files(order)), screen);
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

    /** As the attempt sees it. What is changed in the overlay of one that is over is thrown away, unless it is to be kept. */
    private int in(WorkPlace place, AttemptOrder order, Map<String, String> numbers, Screen screen) throws Exception {
        Optional<Overlay> overlay = place.overlay();
        Optional<ProcessIdentity> atWork = new CommandRunner()
                .reattach(files(order))
                .filter(running -> !running.exit().isDone())
                .flatMap(RunningSubagent::process);
        if (overlay.isEmpty() || atWork.isPresent() || keep) {
            screen.note("stretto: in " + place.directory() + ", the attempt's own workspace");
            List<String> leading = overlay.isPresent() && atWork.isPresent()
                    ? overlay.get().wordsToJoin(atWork.get().pid())
                    : place.words();
            return execute(leading, place.startsIn(), words(), order, numbers);
        }
        Overlay thrownAway = overlay.get().forTheMoment();
        screen.note("stretto: in " + place.directory()
                + ", the attempt's own workspace; what you change is thrown away at the end (--keep keeps it)");
        try {
            thrownAway.make();
            return execute(thrownAway.words(), thrownAway.around(), words(), order, numbers);
        } finally {
            Overlay.delete(thrownAway.directory());
            Files.deleteIfExists(thrownAway.directory());
        }
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
            Provisioning workspace = VerificationCheckout.provisioning(base, directory);
            setUp(order, workspace, numbers, screen);
            return execute(workspace.workPlace(), words(), order, numbers);
        } finally {
            WorkPlace place = VerificationCheckout.provisioning(base, directory).workPlace();
            run(order.provision().teardown(), order, place, numbers, screen);
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
        int exitCode = run(provision.setup(), order, workspace.workPlace(), numbers, screen);
        if (exitCode != 0) {
            throw new WorkspaceException("the set-up failed with exit code " + exitCode);
        }
    }

    private int run(
            @Nullable TimedCommand timed,
            AttemptOrder order,
            WorkPlace place,
            Map<String, String> numbers,
            Screen screen)
            throws Exception {
        if (timed == null) {
            return 0;
        }
        screen.note("stretto: running " + String.join(" ", timed.command()));
        return execute(place, CommandWords.replaced(timed.command(), order.run()), order, numbers);
    }

    private List<String> words() {
        String shell = System.getenv("SHELL");
        return command.isEmpty() ? List.of(shell == null || shell.isBlank() ? "/bin/sh" : shell) : command;
    }

    /** With the terminal: what is typed, and Ctrl-C, is for the command. */
    private int execute(WorkPlace place, List<String> words, AttemptOrder order, Map<String, String> numbers)
            throws IOException, InterruptedException, UsageException, UnknownValueException {
        return execute(place.words(), place.startsIn(), words, order, numbers);
    }

    private int execute(
            List<String> leading, Path from, List<String> words, AttemptOrder order, Map<String, String> numbers)
            throws IOException, InterruptedException, UsageException, UnknownValueException {
        List<String> all = new ArrayList<>(leading);
        all.addAll(words);
        ProcessBuilder builder =
                new ProcessBuilder(all).directory(from.toFile()).inheritIO();
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
