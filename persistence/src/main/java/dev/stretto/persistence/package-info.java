/**
 * The event log: the stable names of events and their JSON, the chain of hashes, the journal in SQLite, artifacts, and audit.
 * It stores what happened and does not make it happen.
 */
@NullMarked
package dev.stretto.persistence;

import org.jspecify.annotations.NullMarked;
