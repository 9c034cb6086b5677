package com.acme.shop;

import static org.junit.Assert.assertEquals;

import org.junit.Ignore;
import org.junit.Test;

public class CartTest {
    @Test
    public void isEmptyAtFirst() {
        System.out.println("a line with ]]> in it");
        assertEquals(0, new Cart().total());
    }

    @Test
    public void addsUp() {
        Cart cart = new Cart();
        cart.add("2.50");
        assertEquals("für zwei <Preis> & \"mehr\"", 251, cart.total());
    }

    @Test
    public void isWrong() {
        assertEquals("für <zwei> & \"drei\"", 3, new Cart().total());
    }

    @Test
    @Ignore("later")
    public void vouchers() {}
}
