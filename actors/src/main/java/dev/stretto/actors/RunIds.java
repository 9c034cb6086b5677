package dev.stretto.actors;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Makes run ids: the time to the second, so that they sort by age and a person can read them, and six random characters,
 * so that no two are the same. They are safe in file names and in names of branches.
 */
public final class RunIds {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    /** Crockford's alphabet: no letters that look like digits. */
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int RANDOM_CHARACTERS = 6;

    private static final Pattern ID = Pattern.compile("\\d{8}-\\d{6}-[" + ALPHABET + "]{" + RANDOM_CHARACTERS + "}");

    private RunIds() {}

    /** An id that no other run has. */
    public static String next(Instant now) {
        StringBuilder id = new StringBuilder(TIME.format(now)).append('-');
        for (int i = 0; i < RANDOM_CHARACTERS; i++) {
            id.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }

    /** True for what may be the id of a run. */
    static boolean isOne(String id) {
        return ID.matcher(id).matches();
    }
}
