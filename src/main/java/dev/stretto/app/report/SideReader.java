package dev.stretto.app.report;

import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.engine.report.Collided;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.engine.synthesis.Side;
import dev.stretto.subagents.git.Blobs;
import dev.stretto.subagents.git.GitException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the sides of a run's conflicts from the repository that it worked on, as far as they are still there. */
public final class SideReader {
    private static final String SUBMODULE = "160000";

    private final Optional<Path> repository;
    private final int limit;

    private SideReader(Optional<Path> repository, int limit) {
        this.repository = repository;
        this.limit = limit;
    }

    /** Of each side no more than {@code limit} bytes are read. */
    public static SideReader of(StartedRun run, int limit) {
        return new SideReader(run.context().base().map(PinnedBase::repository).map(Path::of), limit);
    }

    /** A conflict with its sides; one that can't be read says why. */
    public ConflictContents read(Collided collided) {
        return new ConflictContents(
                collided.path(),
                collided.tasks(),
                collided.collision().kind(),
                collided.collision().kind().inWords(),
                collided.lines(),
                collided.resolved(),
                content(collided.collision().base()),
                content(collided.collision().ours()),
                content(collided.collision().theirs()),
                content(collided.result()));
    }

    private @Nullable SideContent content(@Nullable Side side) {
        if (side == null) {
            return null;
        }
        if (side.mode().equals(SUBMODULE)) {
            return SideContent.missing(side.mode(), side.blob(), "a submodule at commit " + side.blob());
        }
        if (repository.isEmpty()) {
            return SideContent.missing(side.mode(), side.blob(), "the log names no repository");
        }
        try {
            return Blobs.in(repository.get())
                    .read(side.blob(), limit)
                    .map(found -> SideContent.of(side.mode(), side.blob(), found.size(), found.bytes()))
                    .orElseGet(() -> SideContent.missing(
                            side.mode(),
                            side.blob(),
                            "gone: the repository at " + repository.get() + " has no content " + side.blob()
                                    + " any more"));
        } catch (GitException e) {
            return SideContent.missing(side.mode(), side.blob(), "it can't be read: " + e.getMessage());
        }
    }
}
