package com.acme.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryTest {
    @ParameterizedTest
    @ValueSource(strings = {"24.12.2026", "31.12.2026", "01.01.2027"})
    void reads_dates(String text) {
        assertEquals(text.substring(6), String.valueOf(Dates.parse(text).getYear()));
    }
}
