package dev.stretto.persistence;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Bytes that never change, and their digest. */
public final class StoredBytes {
    static final String PREFIX = "sha256:";

    private final byte[] bytes;
    private final String digest;

    private StoredBytes(byte[] bytes) {
        this.bytes = bytes;
        this.digest = digestOf(bytes);
    }

    /** A copy of these bytes. */
    static StoredBytes of(byte[] bytes) {
        return new StoredBytes(bytes.clone());
    }

    /** {@code sha256:} and the hexadecimal digest of these bytes. */
    public static String digestOf(byte[] bytes) {
        return PREFIX + HexFormat.of().formatHex(sha256().digest(bytes));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Their digest. */
    public String digest() {
        return digest;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StoredBytes stored && Arrays.equals(bytes, stored.bytes);
    }

    @Override
    public int hashCode() {
        return digest.hashCode();
    }

    @Override
    public String toString() {
        return digest;
    }
}
