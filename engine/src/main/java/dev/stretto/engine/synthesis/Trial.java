package dev.stretto.engine.synthesis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * One run of the verification on the work of some of the tasks, to find out which of them it fails with.
 *
 * @param tasks the ids of the tasks, in the order of merging; none for the base alone
 * @param run which run of it: 1, or more for those that tell flaky from broken
 */
public record Trial(List<String> tasks, int run) {
    private static final int KEY_BYTES = 8;

    public Trial {
        tasks = List.copyOf(tasks);
    }

    /** A name that is safe for files, and that no other trial of the same synthesis has. */
    public String key() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\n", tasks).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, KEY_BYTES) + "-" + run;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
