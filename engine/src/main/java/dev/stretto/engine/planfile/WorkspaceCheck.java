package dev.stretto.engine.planfile;

import java.nio.file.Path;
import java.util.Optional;

/** Looks whether tasks can start from a base in a repository. */
@FunctionalInterface
public interface WorkspaceCheck {

    /** What is in their way, in a sentence; empty if they can. */
    Optional<String> hindrance(Path repository, String base);
}
