package dev.stretto.actors.run;

import dev.stretto.actors.node.NodeSession;
import dev.stretto.actors.node.StorageFailedException;
import dev.stretto.engine.run.RunEvent.TextsErased;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.persistence.directory.DataDirectory;
import dev.stretto.persistence.journal.JournalException;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes texts that an event says were erased, and what their attempts have left in files. May be done again. */
final class TextErasure implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(TextErasure.class);

    private final StartedRun run;
    private final List<TextsErased> erasures;
    private final RunStores stores;
    private final NodeSession session;

    TextErasure(StartedRun run, List<TextsErased> erasures, RunStores stores, NodeSession session) {
        this.run = run;
        this.erasures = erasures;
        this.stores = stores;
        this.session = session;
    }

    /**
     * Does it.
     *
     * @throws StorageFailedException if something can't be removed now
     */
    @Override
    public void run() {
        try {
            erase();
        } catch (JournalException e) {
            throw failed(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw failed("texts can't be removed: " + DataDirectory.reason(e), e);
        }
    }

    private StorageFailedException failed(String message, Exception cause) {
        LOG.warn("texts of run {} are not erased yet: {}", run.context().run(), message);
        return new StorageFailedException(message, cause);
    }

    private void erase() throws JournalException, IOException {
        List<String> texts =
                erasures.stream().flatMap(erased -> erased.texts().stream()).toList();
        stores.texts().erase(run.context().run(), texts);
        for (TextsErased erased : erasures) {
            for (String artifact : erased.artifacts()) {
                stores.artifacts().erase(artifact);
            }
            session.eraseFiles(run, erased);
        }
    }
}
