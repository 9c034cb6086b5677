package com.acme.shop;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CartTest {
    @Test
    void is_empty_at_first() {
        assertEquals(0, new Cart().total());
    }

    @Nested
    @DisplayName("Die Summe für zwei")
    class Total {
        @Test
        @DisplayName("of <two> & \"more\" ☕")
        void of_two() {
            Cart cart = new Cart();
            cart.add("2.50");
            cart.add("3.10");
            assertEquals(560, cart.total());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,20", "Ω", "<&>\"'"})
    void of_one(String price) {
        System.out.println("a line with ]]> in it, and " + price);
        Cart cart = new Cart();
        cart.add(price);
        assertEquals(120, cart.total());
    }

    @Test
    void all_at_once() {
        assertAll(() -> assertEquals(1, new Cart().total()), () -> assertEquals(2, new Cart().total(), "two"));
    }

    @Test
    @Disabled("later")
    void vouchers() {}
}
