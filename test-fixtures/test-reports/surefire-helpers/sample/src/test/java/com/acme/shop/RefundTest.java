package com.acme.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefundTest {
    @Test
    void needs_no_rate() {
        assertEquals(7, new Amount(7, "EUR").cents());
    }

    @ParameterizedTest
    @CsvSource({"EUR, 100", "USD, 92", "GBP, 117", "CHF, 105", "NOK, 9"})
    void converts(String currency, int expected) {
        assertEquals(expected, Rates.of(currency));
    }
}
