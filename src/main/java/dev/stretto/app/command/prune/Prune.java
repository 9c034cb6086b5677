package dev.stretto.app.command.prune;

import dev.stretto.app.command.DiskUse;
import dev.stretto.app.command.UsageException;
import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.engine.todo.IllegalTransitionException;
import dev.stretto.persistence.Stores;
import dev.stretto.persistence.artifact.ArtifactStore;
import dev.stretto.persistence.codec.UnrecoverableLogException;
import dev.stretto.persistence.directory.DataDirectory;
import dev.stretto.persistence.directory.Disk;
import dev.stretto.persistence.directory.EngineLock;
import dev.stretto.persistence.journal.EventLog;
import dev.stretto.persistence.journal.Retention;
import dev.stretto.persistence.journal.RunNames;
import dev.stretto.persistence.journal.RunTable;
import dev.stretto.subagents.git.WorkspaceException;
import dev.stretto.subagents.git.cleanup.Cleanup;
import dev.stretto.subagents.git.cleanup.RunCleanup;
import dev.stretto.subagents.git.workspace.UnusedLayers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Removes finished runs from a data directory and from their repositories. First what can be made again, the log last. */
final class Prune {

    /**
     * Which runs go. A run has to fit all of what is said.
     *
     * @param runs these; all if empty
     * @param endedBefore only those that ended before this
     * @param keep not the so many newest finished ones
     */
    record Choice(List<String> runs, Optional<Instant> endedBefore, Optional<Integer> keep) {}

    /**
     * What became of a run.
     *
     * @param removed true if nothing is left of it
     * @param bytes that were freed
     * @param kept what stays, and why
     */
    record PrunedRun(String run, boolean removed, long bytes, List<Cleanup.Kept> kept) {}

    /**
     * What was removed, or would be.
     *
     * @param note what the user should know besides; absent if nothing
     */
    record Pruned(
            boolean dryRun,
            List<PrunedRun> runs,
            long bytes,
            @Nullable String note) {}

    /** What was freed of the outputs that runs share; the note says why nothing was. */
    private record Shared(long bytes, @Nullable String note) {}

    private final DataDirectory data;
    private final boolean dryRun;

    Prune(DataDirectory data, boolean dryRun) {
        this.data = data;
        this.dryRun = dryRun;
    }

    Pruned execute(Choice choice) throws Exception {
        EngineLock lock = data.tryLock()
                .orElseThrow(() ->
                        new UsageException("an engine is at work in " + data.root() + "; prune when it has ended"));
        try (lock;
                Retention retention = Retention.open(data, lock)) {
            List<PrunedRun> pruned = new ArrayList<>();
            Set<String> gone = new LinkedHashSet<>();
            for (Map.Entry<String, StartedRun> run : chosen(choice).entrySet()) {
                PrunedRun result = prune(run.getKey(), run.getValue(), retention);
                pruned.add(result);
                if (result.removed()) {
                    gone.add(run.getKey());
                }
            }
            Shared shared = gone.isEmpty() ? new Shared(0, null) : artifacts(retention, gone);
            long bytes = pruned.stream().mapToLong(PrunedRun::bytes).sum() + layers();
            return new Pruned(dryRun, pruned, shared.bytes() + bytes, shared.note());
        }
    }

    /** Checkouts and set-ups that workspaces shared, and that none stands on any more. */
    private long layers() throws IOException {
        UnusedLayers layers = new UnusedLayers(data.workspaces());
        long bytes = layers.bytes();
        if (!dryRun) {
            layers.remove();
        }
        return bytes;
    }

    private Map<String, StartedRun> chosen(Choice choice) throws Exception {
        Map<String, StartedRun> chosen = new LinkedHashMap<>();
        try (RunTable table = Stores.runs(data);
                EventLog logs = Stores.log(data)) {
            Set<String> named = new LinkedHashSet<>();
            for (String name : choice.runs()) {
                named.add(RunNames.resolve(name, table, logs));
            }
            int newer = 0;
            for (String run : logs.runs()) {
                Optional<StartedRun> finished = finished(logs, run);
                if (finished.isEmpty()) {
                    if (named.contains(run)) {
                        throw new UsageException("run " + run + " is not over, or its log can't be read; it stays");
                    }
                    continue;
                }
                newer++;
                boolean fits = (named.isEmpty() || named.contains(run))
                        && choice.keep().orElse(0) < newer
                        && choice.endedBefore()
                                .map(before -> ended(finished.get()).isBefore(before))
                                .orElse(true);
                if (fits) {
                    chosen.put(run, finished.get());
                }
            }
        }
        return chosen;
    }

    private static Instant ended(StartedRun run) {
        return run.finishedAt() == null ? run.startedAt() : run.finishedAt();
    }

    /** A log that can't be read is evidence, and stays. */
    private static Optional<StartedRun> finished(EventLog logs, String run) throws Exception {
        try {
            return logs.fold(run).state().started().filter(StartedRun::finished);
        } catch (UnrecoverableLogException | IllegalTransitionException e) {
            return Optional.empty();
        }
    }

    private PrunedRun prune(String run, StartedRun state, Retention retention) throws Exception {
        Path attempts = data.attempts().resolve(run);
        Path workspaces = data.workspaces().resolve(run);
        Optional<PinnedBase> base = state.context().base();
        Cleanup cleanup = new Cleanup(List.of(), List.of(), List.of(), 0, 0);
        if (base.isPresent()) {
            RunCleanup inRepository = new RunCleanup(base.get(), run, workspaces);
            try {
                cleanup = dryRun ? inRepository.preview() : inRepository.execute();
            } catch (WorkspaceException e) {
                Cleanup.Kept all = new Cleanup.Kept("everything", String.valueOf(e.getMessage()));
                return new PrunedRun(run, false, 0, List.of(all));
            }
        }
        if (!cleanup.complete()) {
            return new PrunedRun(run, false, cleanup.freed(), cleanup.kept());
        }
        long bytes =
                cleanup.freed() + DiskUse.of(attempts) + retention.size(run).bytes();
        if (!dryRun) {
            Disk.deleteFolder(attempts);
            Disk.deleteFolder(workspaces);
            Stores.seals(data).remove(run);
            retention.remove(run);
        }
        return new PrunedRun(run, true, bytes, List.of());
    }

    private Shared artifacts(Retention retention, Set<String> gone) throws Exception {
        ArtifactStore artifacts = Stores.artifacts(data);
        try {
            if (dryRun) {
                return new Shared(retention.unreferenced(artifacts, gone).bytes(), null);
            }
            long freed = retention.collect(artifacts).bytes();
            retention.compact();
            return new Shared(freed, null);
        } catch (UnrecoverableLogException e) {
            return new Shared(0, "outputs stay, since a log that may refer to them can't be read: " + e.getMessage());
        }
    }
}
