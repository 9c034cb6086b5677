package dev.stretto.engine.attempt;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt cost, as its subagent says; each part may be absent.
 *
 * @param usdMicros in millionths of a US dollar, so that sums are exact
 */
public record Usage(
        @Nullable Long inputTokens,
        @Nullable Long outputTokens,
        @Nullable Long usdMicros) {
    private static final int DIGITS = 6;

    /** So many digits before the point fit a long together with the six after it, and nobody has so much money. */
    private static final int MOST_DIGITS = 12;

    /**
     * US dollars in millionths, rounded to the nearest.
     *
     * @return empty if it is less than nothing, or more than there is
     */
    public static Optional<Long> micros(BigDecimal usd) {
        long digits = (long) usd.precision() - usd.scale();
        if (usd.signum() < 0 || (usd.signum() > 0 && digits > MOST_DIGITS)) {
            return Optional.empty();
        }
        boolean nothing = usd.signum() == 0 || digits < -DIGITS;
        return Optional.of(
                nothing
                        ? 0
                        : usd.setScale(DIGITS, RoundingMode.HALF_UP)
                                .unscaledValue()
                                .longValueExact());
    }

    /** The same in US dollars, exactly; absent if that is not known. */
    public @Nullable BigDecimal usd() {
        if (usdMicros == null) {
            return null;
        }
        BigDecimal usd = BigDecimal.valueOf(usdMicros, DIGITS).stripTrailingZeros();
        return usd.scale() < 0 ? usd.setScale(0) : usd;
    }
}
