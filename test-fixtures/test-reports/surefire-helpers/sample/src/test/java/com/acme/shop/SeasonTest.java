package com.acme.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeasonTest {
    @ParameterizedTest
    @ValueSource(strings = {"21.03.2026", "21.06.2026"})
    void reads_dates(String text) {
        assertEquals(text.substring(6), String.valueOf(Dates.parse(text).getYear()));
    }
}
