package dev.stretto.persistence.codec;

import java.security.SecureRandom;

/**
 * Random bytes that are hashed before a text, and kept and erased with it: who has only the digest can't find out the text by
 * trying what it may have been.
 */
public final class Salts {
    /** How long a salt is. */
    public static final int BYTES = 16;

    private Salts() {}

    /** Made when the first salt is needed: it takes a while, and most programs need none. */
    private static final class Source {
        private static final SecureRandom RANDOM = new SecureRandom();
    }

    /** A new one. */
    public static byte[] next() {
        byte[] salt = new byte[BYTES];
        Source.RANDOM.nextBytes(salt);
        return salt;
    }
}
