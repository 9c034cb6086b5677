package dev.stretto.engine.decision;

import dev.stretto.engine.text.Listed;
import java.util.List;

/** Numbers and names in sentences. */
final class Phrases {
    private static final int NAMES_TOLD = 5;

    private Phrases() {}

    static String counted(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    static String named(List<String> ids) {
        return Listed.first(NAMES_TOLD, ids);
    }
}
