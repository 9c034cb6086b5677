package com.acme.shop;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PrinterTest {
    @BeforeAll
    static void open() {
        throw new IllegalStateException("no printer");
    }

    @Test
    void prints() {}

    @Test
    void prints_twice() {}
}
