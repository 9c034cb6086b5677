package dev.stretto.persistence.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SHA-256, written as {@code sha256:} and 64 hexadecimal digits. */
public final class Digests {
    public static final String PREFIX = "sha256:";

    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

    private Digests() {}

    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    public static String of(byte[] content) {
        return finish(sha256().digest(content));
    }

    public static String finish(byte[] hash) {
        return PREFIX + HexFormat.of().formatHex(hash);
    }

    /** Everything in a text that looks like a digest, in its order, each once. */
    public static Set<String> within(byte[] text) {
        Set<String> found = new LinkedHashSet<>();
        Matcher matcher = DIGEST.matcher(new String(text, ISO_8859_1));
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }

    /** The digest that a user means, who may leave out what it begins with; empty if the text is none. */
    public static Optional<String> read(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        return Optional.of(lower.startsWith(PREFIX) ? lower : PREFIX + lower).filter(Digests::wellFormed);
    }

    public static boolean wellFormed(String digest) {
        return DIGEST.matcher(digest).matches();
    }
}
