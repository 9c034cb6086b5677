package dev.stretto.benchmarks.harness;

import java.util.Locale;

/** What a contest measures; less is better. */
public enum Unit {
    SECONDS {
        @Override
        String format(double value) {
            if (value >= 1) {
                return round(value) + " s";
            }
            return value >= 1e-3 ? round(value * 1e3) + " ms" : round(value * 1e6) + " µs";
        }
    },
    BYTES {
        @Override
        String format(double value) {
            if (value >= MEBIBYTE) {
                return round(value / MEBIBYTE) + " MiB";
            }
            return value >= KIBIBYTE ? round(value / KIBIBYTE) + " KiB" : round(value) + " B";
        }
    };

    private static final double KIBIBYTE = 1024;
    private static final double MEBIBYTE = 1024 * KIBIBYTE;

    /** A value for people, with three digits that count. */
    abstract String format(double value);

    private static String round(double value) {
        int decimals = value >= 100 ? 0 : value >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
