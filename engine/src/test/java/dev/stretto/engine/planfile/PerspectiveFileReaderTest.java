package dev.stretto.engine.planfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stretto.engine.plan.InvalidPlanException;
import dev.stretto.engine.planning.Perspective;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PerspectiveFileReaderTest {

    @Test
    void perspectives_are_read_with_what_is_reported_by_default() throws Exception {
        assertThat(read("perspectives:\n  - { name: a, goal: b }\n  - { name: c, goal: d, looksAt: e, returns: f }\n"))
                .containsExactly(
                        new Perspective("a", "b", "", Perspective.FINDINGS), new Perspective("c", "d", "e", "f"));
    }

    @Test
    void everything_that_is_wrong_is_said_at_once_with_its_line() {
        InvalidPlanException refused = catchThrowableOfType(InvalidPlanException.class, () -> read("""
                        more: 1
                        perspectives:
                          - { name: a, gaol: b }
                          - just a text
                          - { name: A, goal: 7 }
                        """));

        assertThat(refused.problems())
                .extracting(Object::toString)
                .containsExactlyInAnyOrder(
                        "p.yaml:1:1: more: found the unknown field 'more', expected 'perspectives'",
                        "p.yaml:3:5: perspectives[0]: found no 'goal', expected one: it is required",
                        "p.yaml:3:16: perspectives[0].gaol: found the unknown field 'gaol', expected one of goal, looksAt,"
                                + " name, returns",
                        "p.yaml:4:5: perspectives[1]: found no object, expected one with goal, looksAt, name, returns",
                        "p.yaml:5:7: perspectives[2].name: found 'A' a second time, expected a name of its own",
                        "p.yaml:5:16: perspectives[2].goal: found '7', expected a text that is not blank");
        assertThat(catchThrowableOfType(InvalidPlanException.class, () -> read("perspectives: []\n")))
                .hasMessageContaining("at least one entry");
    }

    private static List<Perspective> read(String text) throws InvalidPlanException {
        return PerspectiveFileReader.read("p.yaml", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
