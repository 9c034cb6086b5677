package dev.stretto.actors.node;

import dev.stretto.persistence.artifact.ArtifactStore;
import dev.stretto.persistence.directory.DataDirectory;
import java.time.Clock;

/**
 * What the node in this process has.
 *
 * @param id its stable id
 * @param data where it keeps the files of attempts, and their workspaces
 * @param artifacts keeps outputs
 * @param clock the time of day
 */
public record NodeServices(
        String id,
        DataDirectory data,
        Processes processes,
        GitWork git,
        ArtifactStore artifacts,
        Background background,
        Clock clock) {}
