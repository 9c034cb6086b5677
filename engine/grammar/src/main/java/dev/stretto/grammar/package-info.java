/**
 * A small grammar of English: what a sentence asks for, tells, names and forbids.
 *
 * <p>{@link Sentences} takes a text apart, {@link Sentence} answers what is asked of it, and {@link Token} says what a word
 * looks like. Everything else is how they know.
 */
@NullMarked
package dev.stretto.grammar;

import org.jspecify.annotations.NullMarked;
