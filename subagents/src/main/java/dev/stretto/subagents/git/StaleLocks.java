package dev.stretto.subagents.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Moves a reference that no one else writes, past the lock that a killed git may have left on it. */
final class StaleLocks {
    private StaleLocks() {}

    /** Git waits for the lock by itself for some seconds; what is still there then has lost its owner. */
    static void putOwn(Repository repository, Refs refs, String ref, String commit) throws GitException, IOException {
        try {
            refs.put(ref, commit);
        } catch (GitException e) {
            Path lock = repository.commonDirectory().resolve(ref + ".lock");
            if (!e.stderr().contains("Unable to create") || !Files.deleteIfExists(lock)) {
                throw e;
            }
            refs.put(ref, commit);
        }
    }
}
