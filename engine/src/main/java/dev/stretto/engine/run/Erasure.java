package dev.stretto.engine.run;

import dev.stretto.engine.run.RunEvent.TextsErased;

/**
 * That texts of a run were erased.
 *
 * @param round how often the run had been begun by then
 */
public record Erasure(TextsErased event, int round) {}
