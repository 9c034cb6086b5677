package dev.stretto.app.terminal;

import dev.stretto.engine.attempt.IsolationChoice;
import dev.stretto.engine.plan.WorkspaceSpec.Isolation;
import java.util.Optional;

/** Says how attempts are kept apart, where that is not what everybody expects. */
final class WorkspacesText {
    private WorkspacesText() {}

    /** A line; empty for what goes without saying: worktrees, or what the plan says. */
    static Optional<String> of(IsolationChoice choice) {
        boolean overlay = choice.isolation() == Isolation.OVERLAY;
        boolean expected = choice.because() == null
                || (choice.isolation() == Isolation.WORKTREE
                        && !choice.because().contains("not possible"));
        return expected && !overlay
                ? Optional.empty()
                : Optional.of("workspaces: " + choice.isolation()
                        + (choice.because() == null ? "" : ", since " + choice.because()));
    }
}
