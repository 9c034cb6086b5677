package dev.stretto.persistence.codec;

import java.time.Instant;

/**
 * What every entry of a log has beside its event.
 *
 * @param sequence its number in its run, from 1
 * @param at when it was decided
 * @param cause who or what caused it
 * @param previous the digest of the entry before
 */
record EntryHeader(long sequence, Instant at, String cause, String previous) {}
