package dev.stretto.app.command.audit;

import dev.stretto.app.command.CommonOptions;
import dev.stretto.app.command.ExitCodes;
import dev.stretto.app.command.RunParameter;
import dev.stretto.app.command.UsageException;
import dev.stretto.app.terminal.Printable;
import dev.stretto.app.terminal.Screen;
import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.run.RunStatus;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.engine.synthesis.MergeResult;
import dev.stretto.persistence.directory.DataDirectory;
import dev.stretto.persistence.journal.EventLog;
import dev.stretto.subagents.git.provenance.BlamedFile;
import dev.stretto.subagents.git.provenance.Provenance;
import dev.stretto.subagents.git.provenance.ProvenanceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says where the lines of a file come from. */
@Command(
        name = "blame",
        description =
                "Says of the lines of a file from which task, attempt, run and event they come, or who else made them."
                        + " Looks at what is committed only. Needs no engine.")
public final class BlameCommand implements Callable<Integer> {

    @Mixin
    private final CommonOptions options = new CommonOptions();

    @Parameters(
            paramLabel = "PATH[:LINE]",
            description = "A file, or lines of it: PATH:12 or PATH:10-20. The path is relative to the current directory"
                    + " where that is in the repository's work tree, and to the repository's root elsewhere. A file that"
                    + " is called so as a whole, with the colon, comes first. Bytes of a name that are not UTF-8 are"
                    + " written as they are shown: \\xNN.")
    private String place = "";

    @Option(
            names = "--run",
            paramLabel = "RUN",
            description = "In this run's result (default: the latest run that has one). " + RunParameter.DESCRIPTION)
    private @Nullable String run;

    @Option(
            names = "--rev",
            paramLabel = "REV",
            description =
                    "In this revision instead (HEAD, main, a tag), of the repository around the current directory,"
                            + " or of the run's.")
    private @Nullable String revision;

    /**
     * What is looked at.
     *
     * @param run the run whose result it is; absent if it is a revision
     */
    private record Target(
            Provenance provenance, String commit, @Nullable String run) {}

    @Override
    public Integer call() throws Exception {
        Screen screen = options.screen();
        Target target;
        BlamedFile file;
        try {
            target = target();
            file = target.provenance().blame(target.commit(), place);
        } catch (ProvenanceException e) {
            throw new UsageException(Printable.line(e.getMessage()));
        }
        CompletedEvents events = CompletedEvents.of(options.dataDirectoryToRead(), Blamed.runs(file));
        Blamed blamed = Blamed.of(file, target.run(), revision, events);
        if (screen.json()) {
            screen.document(blamed);
        } else {
            BlameText.of(blamed).forEach(screen::line);
        }
        events.problems().forEach(problem -> screen.note("stretto: " + problem));
        return events.problems().isEmpty() ? ExitCodes.CLEAN : ExitCodes.CORRUPT;
    }

    private Target target() throws Exception {
        Path here = Path.of("").toAbsolutePath();
        if (revision != null && run == null) {
            return ofRevision(around(here), revision);
        }
        StartedRun known = run();
        String id = known.context().run();
        PinnedBase base = known.context()
                .base()
                .orElseThrow(() -> new UsageException("run " + id + " has no repository: its plan has no workspace"));
        if (revision != null) {
            return ofRevision(Provenance.in(Path.of(base.repository()), here), revision);
        }
        String result = result(known)
                .orElseThrow(() -> new UsageException("run " + id + " has no result: "
                        + (known.status() == RunStatus.RUNNING
                                ? "it has not merged anything yet"
                                : "nothing was merged")));
        Provenance provenance = Provenance.in(Path.of(base.repository()), here);
        String commit = provenance
                .commit(result)
                .orElseThrow(() -> new UsageException("the result of run " + id + ", commit " + result + ", is not in "
                        + provenance.repository() + " any more"));
        return new Target(provenance, commit, id);
    }

    private static Provenance around(Path here) throws Exception {
        try {
            return Provenance.in(here, here);
        } catch (ProvenanceException e) {
            throw new UsageException(e.getMessage() + "; --run names a run whose repository is meant");
        }
    }

    private static Target ofRevision(Provenance provenance, String revision) throws Exception {
        String commit = provenance
                .commit(revision)
                .orElseThrow(() -> new UsageException("--rev: " + provenance.repository() + " has no commit '"
                        + Printable.line(revision) + "'. Name a branch, tag or commit that 'git log' knows there"));
        return new Target(provenance, commit, null);
    }

    /** The run that is meant: the one that was named, or the latest with a result. */
    private StartedRun run() throws Exception {
        DataDirectory data = options.dataDirectoryToRead();
        if (run == null && !Files.exists(data.journal())) {
            throw new UsageException("there are no runs in " + data.root()
                    + "; name another data directory with --data, or a revision with --rev HEAD");
        }
        try (EventLog logs = options.logs()) {
            if (run != null) {
                String id = options.resolve(run, logs);
                return logs.fold(id)
                        .state()
                        .started()
                        .orElseThrow(() -> new UsageException("run " + id + " has not begun"));
            }
            for (String id : logs.runs()) {
                Optional<StartedRun> known = logs.fold(id).state().started();
                if (known.flatMap(BlameCommand::result).isPresent()) {
                    return known.orElseThrow();
                }
            }
            throw new UsageException(
                    "no run in " + data.root() + " has a result; --rev HEAD looks at what is committed here");
        }
    }

    private static Optional<String> result(StartedRun run) {
        return Optional.ofNullable(run.synthesis().merge())
                .filter(merge -> !merge.merged().isEmpty())
                .map(MergeResult::commit);
    }
}
