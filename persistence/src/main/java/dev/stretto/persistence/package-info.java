/**
 * The event log: the names and the JSON of events, the journal that Pekko writes them to, artifacts, and reading it all again
 * for replay and audit.
 *
 * <p>Errors come in two families. {@link dev.stretto.persistence.UnrecoverableLogException}: the log can't be read as what it
 * claims to be. {@link dev.stretto.persistence.StorageException}: something could not be stored or opened, and the user can do
 * something about it.
 */
@NullMarked
package dev.stretto.persistence;

import org.jspecify.annotations.NullMarked;
