package com.acme.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

abstract class PricesContract {
    abstract String comma();

    @Test
    void knows_its_comma() {
        assertEquals(250, Money.price("2" + comma() + "50"));
    }
}
