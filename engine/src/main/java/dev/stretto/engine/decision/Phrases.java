package dev.stretto.engine.decision;

import java.util.List;
import java.util.stream.Collectors;

/** Numbers and names in sentences. */
final class Phrases {
    private static final int NAMES_TOLD = 5;

    private Phrases() {}

    static String counted(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    static String named(List<String> ids) {
        String names = ids.stream().limit(NAMES_TOLD).collect(Collectors.joining(", "));
        return ids.size() > NAMES_TOLD ? names + " and " + (ids.size() - NAMES_TOLD) + " more" : names;
    }
}
