package dev.stretto.subagents.git.workspace;

import dev.stretto.engine.attempt.IsolationChoice;
import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.plan.Provision;
import dev.stretto.engine.plan.WorkspaceSpec;
import dev.stretto.engine.plan.WorkspaceSpec.Isolation;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.IncludedFiles;
import dev.stretto.subagents.git.Repository;
import dev.stretto.subagents.git.WorkspaceException;
import dev.stretto.subagents.overlay.Mounting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Decides how the attempts of a run are kept apart, where its plan leaves that open or the machine does not permit what it says. */
public final class Isolations {
    /** From here on, a checkout for each attempt takes so long that an overlay is worth its limits. */
    private static final int MANY_FILES = 3_000;

    private Isolations() {}

    /**
     * What is chosen for a run.
     *
     * @param base what the run starts from
     * @param workspaces the directory below which its workspaces will be made
     */
    public static IsolationChoice choose(PinnedBase base, WorkspaceSpec workspace, Path workspaces)
            throws WorkspaceException {
        return switch (workspace.isolation()) {
            case AUTO -> chosen(base, workspace.provision(), workspaces);
            case OVERLAY ->
                impossible(workspaces)
                        .map(why -> new IsolationChoice(
                                Isolation.CLONE, "an overlay is not possible on this machine: " + why))
                        .orElseGet(() -> IsolationChoice.of(Isolation.OVERLAY));
            case WORKTREE, CLONE, NONE -> IsolationChoice.of(workspace.isolation());
        };
    }

    private static IsolationChoice chosen(PinnedBase base, Provision provision, Path workspaces)
            throws WorkspaceException {
        Optional<String> wanted = reasonForOverlay(base, provision);
        if (wanted.isEmpty()) {
            return new IsolationChoice(
                    Isolation.WORKTREE, "the plan has no set-up, and a checkout for each attempt is quickly made");
        }
        Optional<String> impossible = impossible(workspaces);
        return impossible.isEmpty()
                ? new IsolationChoice(Isolation.OVERLAY, wanted.get())
                : new IsolationChoice(
                        Isolation.WORKTREE, "an overlay is not possible on this machine: " + impossible.get());
    }

    private static Optional<String> reasonForOverlay(PinnedBase base, Provision provision) throws WorkspaceException {
        if (provision.setup() != null) {
            return Optional.of("the plan has a set-up");
        }
        Path convention = Path.of(base.repository()).resolve(IncludedFiles.CONVENTION);
        if (!provision.include().isEmpty() || Files.exists(convention)) {
            return Optional.of("workspaces need files that git ignores");
        }
        try {
            int files = Repository.of(base)
                    .git()
                    .run("ls-tree", "-r", "-z", "--name-only", base.commit())
                    .rawRecords()
                    .size();
            return files < MANY_FILES
                    ? Optional.empty()
                    : Optional.of("a checkout has " + String.format(Locale.ROOT, "%,d", files) + " files");
        } catch (GitException e) {
            throw new WorkspaceException("the files of " + base.commit() + " can't be listed: " + e.getMessage(), e);
        }
    }

    private static Optional<String> impossible(Path workspaces) {
        return switch (Mounting.in(new Layers(workspaces).folder())) {
            case Mounting.Trial.Possible possible -> Optional.empty();
            case Mounting.Trial.Impossible trial -> Optional.of(trial.because());
        };
    }
}
