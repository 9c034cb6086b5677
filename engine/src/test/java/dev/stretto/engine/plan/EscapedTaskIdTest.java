package dev.stretto.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EscapedTaskIdTest {
    private static final List<String> PARTS = List.of(
            "a",
            "B",
            "7",
            ".",
            "..",
            "_",
            "-",
            "@",
            "+",
            "%",
            "/",
            "%2F",
            "%2f",
            ".lock",
            ".discarded",
            ".aside-1",
            "+2");
    /** What git forbids in a part of a reference, and what the names of other folders begin with or have. */
    private static final Pattern FORBIDDEN =
            Pattern.compile("[^A-Za-z0-9._%@-]|^[._-]|\\.\\.|\\.$|\\.lock$|\\.discarded$|\\.aside-\\d+$|@\\{");

    @Test
    void simple_ids_are_their_own_names() {
        for (String id : List.of("a", "fix-abort", "A_b.ts", "v1.2-rc.3", "x@2", "a.locks", "discarded")) {
            assertThat(EscapedTaskId.of(id)).isEqualTo(id);
        }
    }

    @Test
    void paths_are_escaped_as_in_addresses() {
        assertThat(EscapedTaskId.of("src/auth/login.ts")).isEqualTo("src%2Fauth%2Flogin.ts");
        assertThat(EscapedTaskId.of("a%2Fb")).isEqualTo("a%252Fb");
        assertThat(EscapedTaskId.of("_resolution")).isEqualTo("%5Fresolution");
        assertThat(EscapedTaskId.of("web/Cargo.lock")).isEqualTo("web%2FCargo%2Elock");
        assertThat(EscapedTaskId.of(".github/a..b.")).isEqualTo("%2Egithub%2Fa%2E.b%2E");
        assertThat(EscapedTaskId.of("routes/+page")).isEqualTo("routes%2F%2Bpage");
    }

    @Test
    void names_lead_back_to_their_ids_never_collide_and_are_safe_in_folders_and_references() {
        long seed = 20_261_130;
        Random random = new Random(seed);
        Map<String, String> ids = new HashMap<>();
        for (int i = 0; i < 200_000; i++) {
            String id = anyId(random);
            String name = EscapedTaskId.of(id);

            assertThat(EscapedTaskId.id(name)).as("seed %d", seed).isEqualTo(id);
            assertThat(ids.putIfAbsent(name, id)).isIn(null, id);
            assertThat(FORBIDDEN.matcher(name).find()).as("%s as %s", id, name).isFalse();
        }
        assertThat(ids).hasSizeGreaterThan(10_000);
    }

    private static String anyId(Random random) {
        StringBuilder id = new StringBuilder();
        for (int parts = 1 + random.nextInt(6); parts > 0; parts--) {
            id.append(PARTS.get(random.nextInt(PARTS.size())));
        }
        return id.toString();
    }
}
