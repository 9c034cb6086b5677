package dev.stretto.subagents.git.integration;

import dev.stretto.engine.synthesis.Resolution;

/**
 * What a log says of a conflict that a resolver has brought to an end.
 *
 * @param resolution what has become of each path
 * @param commit what the resolver left behind
 */
public record RecordedResolution(Resolution resolution, String commit) {}
