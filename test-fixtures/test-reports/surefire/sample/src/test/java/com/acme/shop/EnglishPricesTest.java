package com.acme.shop;

class EnglishPricesTest extends PricesContract {
    @Override
    String comma() {
        return ".";
    }
}
