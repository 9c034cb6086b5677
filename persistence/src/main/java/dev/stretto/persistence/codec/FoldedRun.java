package dev.stretto.persistence.codec;

import dev.stretto.engine.run.RunState;

/**
 * A run, folded from its log.
 *
 * @param run its id
 * @param state where it stands; not started if its log is empty
 * @param sequence the number of the last entry; 0 if there is none
 * @param digest the digest of the last entry, and through it of all before it
 */
public record FoldedRun(String run, RunState state, long sequence, String digest) {}
