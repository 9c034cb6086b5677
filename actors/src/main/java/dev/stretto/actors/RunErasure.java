package dev.stretto.actors;

import dev.stretto.engine.run.Erasing;
import dev.stretto.engine.run.RunCommand;
import dev.stretto.persistence.Stores;
import dev.stretto.persistence.codec.ErasableTexts;
import dev.stretto.persistence.codec.StoredRow;
import dev.stretto.persistence.directory.DataDirectory;
import dev.stretto.persistence.journal.EventLog;
import dev.stretto.persistence.journal.JournalException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** An erasure of texts of a run: which texts those are, and the wait until they are gone. */
final class RunErasure {
    private final String run;
    private final DataDirectory data;

    RunErasure(String run, DataDirectory data) {
        this.run = run;
        this.data = data;
    }

    /** What the run has to decide on so that its texts are erased, or those of a task and of the others of its assignment. */
    RunCommand command(@Nullable String task, String reason) throws JournalException {
        try (EventLog log = Stores.log(data)) {
            List<StoredRow> rows = log.rows(run);
            ErasableTexts texts = task == null ? ErasableTexts.of(rows) : ErasableTexts.of(rows, assignment(log, task));
            return new RunCommand.EraseTexts(task, texts.texts(), texts.artifacts(), reason);
        }
    }

    private List<String> assignment(EventLog log, String task) throws JournalException {
        return log.fold(run)
                .state()
                .started()
                .map(started -> Erasing.together(started, task))
                .orElse(List.of());
    }

    /** Waits until the texts are gone. The log is sealed again after that, and only then. */
    void await(CompletionStage<String> finished) throws EngineFailedException {
        try {
            finished.toCompletableFuture().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineFailedException("interrupted while texts were being erased", e);
        } catch (ExecutionException e) {
            throw new EngineFailedException("texts of run " + run + " are not erased yet: " + e.getMessage(), e);
        }
        if (!sealed()) {
            throw new EngineFailedException(
                    "the log says that texts of run " + run
                            + " were erased, but they could not all be removed yet; the next engine on " + data.root()
                            + " removes them",
                    null);
        }
    }

    private boolean sealed() throws EngineFailedException {
        try {
            return Stores.seals(data).of(run).isPresent();
        } catch (IOException e) {
            throw new EngineFailedException("the seal of run " + run + " can't be read: " + e.getMessage(), e);
        }
    }
}
