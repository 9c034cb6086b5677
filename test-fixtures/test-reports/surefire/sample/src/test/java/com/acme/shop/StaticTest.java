package com.acme.shop;

import org.junit.jupiter.api.Test;

class StaticTest {
    private static final int PRICE = Money.price("2.50");

    @Test
    void has_a_price() {
        System.out.println(PRICE);
    }
}
