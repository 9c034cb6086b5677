package com.acme.shop;

final class Money {
    private Money() {}

    static int parse(String text) {
        String[] parts = text.split(",");
        return Integer.parseInt(parts[0]) * 100 + Integer.parseInt(parts[1]);
    }

    static int price(String text) {
        try {
            return parse(text);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("no price: " + text + "\nprices are like 2,50", e);
        }
    }
}
