package dev.stretto.engine.attempt;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a step is ended though it has not ended by itself.
 *
 * @param timeout wall clock from its start
 * @param idle how long it may show no sign of life; absent: for as long as it likes
 */
public record StepLimits(Duration timeout, @Nullable Duration idle) {}
