package com.acme.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReceiptTest {
    private static int runs;

    @BeforeEach
    void open() {
        System.err.println("opened");
    }

    @Test
    void heading() {
        assertEquals("Receipt\n=======", "Receipt\n-------");
    }

    @Test
    void a_line() {
        CompletableFuture.supplyAsync(() -> Money.price("2.50")).join();
    }

    @Test
    void fails_only_once() {
        assertEquals(1, runs++);
    }

    @Test
    void is_too_slow() {
        assertTimeoutPreemptively(Duration.ofMillis(20), () -> new CompletableFuture<>().get());
    }

    @Test
    void has_no_message() {
        throw new Error();
    }
}
