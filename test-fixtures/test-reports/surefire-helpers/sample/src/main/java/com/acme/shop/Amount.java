package com.acme.shop;

record Amount(int cents, String currency) {
    int inEuros() {
        try {
            return cents * Rates.of(currency) / 100;
        } catch (IllegalStateException e) {
            throw new UnsupportedOperationException("can't convert " + this, e);
        }
    }
}
