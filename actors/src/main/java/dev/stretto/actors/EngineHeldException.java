package dev.stretto.actors;

import dev.stretto.persistence.directory.DataDirectory;

/** Another engine holds the data directory. Operational: talk to that one, or wait until it has ended. */
public final class EngineHeldException extends Exception {
    private static final long serialVersionUID = 1L;

    EngineHeldException(DataDirectory data) {
        super("the data directory " + data.root() + " is held by another engine");
    }
}
