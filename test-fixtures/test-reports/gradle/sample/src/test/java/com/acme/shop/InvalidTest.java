package com.acme.shop;

import org.junit.Test;

public class InvalidTest {
    @Test
    void isNotPublic() {}
}
