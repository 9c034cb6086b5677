package com.acme.shop;

import static org.junit.Assert.assertEquals;

import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

@RunWith(Parameterized.class)
public class MoneyTest {
    private final String text;

    public MoneyTest(String text) {
        this.text = text;
    }

    @Parameters(name = "{0}")
    public static String[] texts() {
        return new String[] {"1,20", "Ω", "<&>\"'"};
    }

    @Test
    public void parses() {
        assertEquals(120, Money.parse(text));
    }
}
