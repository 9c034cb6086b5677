package dev.stretto.subagents.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * The text of the shell script that carries a command out. The words are in it, rather than on the shell's command line,
 * because Java passes arguments in the locale's encoding, which has no umlauts in the C locale; a script is UTF-8 always.
 */
final class AttemptScript {
    private static final String BODY = body();

    private AttemptScript() {}

    static String of(List<String> words) {
        StringBuilder script =
                new StringBuilder("#!/bin/sh\n# Carries out one attempt of Stretto, and writes down how it ended.\n");
        script.append("set --");
        words.forEach(word -> script.append(" \\\n    ").append(quoted(word)));
        return script.append("\n\n").append(BODY).toString();
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    private static String body() {
        try (InputStream resource = AttemptScript.class.getResourceAsStream("attempt.sh")) {
            return new String(
                    Objects.requireNonNull(resource, "attempt.sh is missing").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
