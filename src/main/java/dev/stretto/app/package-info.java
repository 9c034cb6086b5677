/**
 * The program: {@code command} holds one class a command, {@code terminal} what a person sees, {@code follow} how a run is
 * watched through its log, {@code control} how one command reaches the engine that another holds, {@code demo} the sample.
 */
@NullMarked
package dev.stretto.app;

import org.jspecify.annotations.NullMarked;
