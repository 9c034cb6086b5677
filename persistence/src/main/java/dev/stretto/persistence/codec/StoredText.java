package dev.stretto.persistence.codec;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * A free text of an event as it is stored beside the chain, in the same commit as the event.
 *
 * @param digest what the event holds in its place: that of the salt followed by the content
 * @param salt random, so that nobody can find out an erased text by trying what it may have been; erased together with it
 * @param content the text as JSON, in UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // bytes that nobody changes, and compared by what they are
public record StoredText(String digest, byte[] salt, byte[] content) {
    /** A text with its digest. */
    static StoredText of(byte[] salt, byte[] content) {
        return new StoredText(digest(salt, content), salt, content);
    }

    /** True if salt and content are those that the digest was made of. */
    public boolean fits() {
        return salt.length == Salts.BYTES && digest.equals(digest(salt, content));
    }

    private static String digest(byte[] salt, byte[] content) {
        MessageDigest hash = Digests.sha256();
        hash.update(salt);
        return Digests.finish(hash.digest(content));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StoredText text
                && digest.equals(text.digest)
                && Arrays.equals(salt, text.salt)
                && Arrays.equals(content, text.content);
    }

    @Override
    public int hashCode() {
        return digest.hashCode();
    }

    @Override
    public String toString() {
        return digest + " (" + content.length + " bytes)";
    }
}
