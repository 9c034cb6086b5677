package com.acme.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalendarTest {
    @ParameterizedTest
    @ValueSource(strings = {"01.02.2026", "29.02.2028"})
    void reads_dates(String text) {
        assertEquals(text.substring(6), String.valueOf(Dates.parse(text).getYear()));
    }
}
