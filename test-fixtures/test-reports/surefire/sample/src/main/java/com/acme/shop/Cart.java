package com.acme.shop;

import java.util.ArrayList;
import java.util.List;

final class Cart {
    private final List<Integer> items = new ArrayList<>();

    void add(String price) {
        try {
            items.add(Money.price(price));
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("the cart is broken", e);
        }
    }

    int total() {
        return items.stream().mapToInt(Integer::intValue).sum();
    }
}
