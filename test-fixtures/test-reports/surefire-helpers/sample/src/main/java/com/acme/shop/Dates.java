package com.acme.shop;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;

/** The other helper that is broken: dates are written with points. */
final class Dates {
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("dd-MM-uuuu");

    private Dates() {}

    static LocalDate parse(String text) {
        return LocalDate.parse(text, FORMAT);
    }
}
