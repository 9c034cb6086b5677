package dev.stretto.app.command.work;

import dev.stretto.app.command.CommonOptions;
import dev.stretto.app.command.ExitCodes;
import dev.stretto.app.command.RunParameter;
import dev.stretto.app.command.UsageException;
import dev.stretto.app.terminal.Screen;
import dev.stretto.engine.attempt.AttemptId;
import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.attempt.WorkResult;
import dev.stretto.engine.run.AttemptOrder;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.engine.synthesis.MergeResult;
import dev.stretto.persistence.journal.EventLog;
import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.workspace.Worktree;
import dev.stretto.subagents.git.workspace.Worktrees;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints what a task has changed, or what a run has changed in all. */
@Command(
        name = "diff",
        description = "Prints what a task has changed so far or in all; without a task, what the run's result changes.")
public final class DiffCommand implements Callable<Integer> {
    @Mixin
    private final CommonOptions options = new CommonOptions();

    @Parameters(index = "0", paramLabel = "RUN", description = RunParameter.DESCRIPTION)
    private String run = "";

    @Parameters(index = "1", paramLabel = "TASK", arity = "0..1", description = "The task's id.")
    private @Nullable String task;

    @Option(names = "--attempt", paramLabel = "N", description = "Of this attempt (default: the latest).")
    private int attempt;

    @Option(names = "--stat", description = "Only which files have changed, and by how many lines.")
    private boolean stat;

    /**
     * What {@code diff --json} prints.
     *
     * @param task absent for the result
     * @param diff as git writes it
     */
    record Printed(String run, @Nullable String task, String diff) {}

    @Override
    public Integer call() throws Exception {
        Screen screen = options.screen();
        StartedRun state;
        try (EventLog logs = options.logs()) {
            state = TaskWork.state(logs, options.resolve(run, logs));
        }
        byte[] diff = task == null ? ofResult(state, screen) : ofTask(state, task, screen);
        if (screen.json()) {
            screen.document(new Printed(state.context().run(), task, new String(diff, StandardCharsets.UTF_8)));
        } else {
            screen.out().write(diff);
            screen.out().flush();
        }
        return ExitCodes.CLEAN;
    }

    private byte[] ofResult(StartedRun state, Screen screen) throws Exception {
        PinnedBase base = TaskWork.base(state);
        MergeResult merge = state.synthesis().merge();
        if (merge == null) {
            throw new UsageException(
                    "run " + state.context().run() + " has no result yet; name a task to see its work");
        }
        return between(base, base.commit(), merge.commit(), screen);
    }

    private byte[] ofTask(StartedRun state, String named, Screen screen) throws Exception {
        PinnedBase base = TaskWork.base(state);
        String lead = TaskWork.lead(state, named);
        int number = TaskWork.attempt(state, lead, attempt);
        Optional<WorkResult> work = TaskWork.work(state, lead, number);
        if (work.isPresent()) {
            return between(base, work.get().start(), work.get().commit(), screen);
        }
        AttemptOrder order = AttemptOrder.of(state, new AttemptId(lead, number));
        Worktree worktree = new Worktrees(options.dataDirectory().workspaces())
                .find(order)
                .orElseThrow(() -> new UsageException(
                        "attempt " + number + " of task '" + lead + "' has left no work, and its workspace is gone"));
        return worktree.diff(words(screen));
    }

    private byte[] between(PinnedBase base, String from, String to, Screen screen) throws Exception {
        List<String> words = new ArrayList<>(words(screen));
        words.addAll(List.of(from, to, "--"));
        return Git.in(Path.of(base.repository()))
                .run(words.toArray(String[]::new))
                .bytes();
    }

    private List<String> words(Screen screen) {
        List<String> words =
                new ArrayList<>(List.of("diff", screen.interactive() ? "--color=always" : "--color=never"));
        if (stat) {
            words.add("--stat");
        }
        return words;
    }
}
