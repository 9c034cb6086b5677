package dev.stretto.persistence;

/**
 * A row of the journal as it is stored, before anybody has judged it.
 *
 * @param sequence the number that the journal gives it
 * @param stored its bytes
 */
public record StoredRow(long sequence, StoredBytes stored) {}
