package dev.stretto.engine.planfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stretto.engine.plan.InvalidPlanException;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.plan.Problem;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Reads texts as plan files, for tests. */
final class PlanTexts {
    static final Path FOLDER = Path.of("/plans");

    private PlanTexts() {}

    static PlanReader reader() {
        return new PlanReader(Set.of("claude"), Set.of());
    }

    static Plan read(String text) throws InvalidPlanException {
        return read("plan.yaml", text);
    }

    static Plan read(String name, String text) throws InvalidPlanException {
        return reader().read(name, stream(text), FOLDER);
    }

    static List<Problem> problems(String text) {
        return problems(reader(), text);
    }

    static List<Problem> problems(PlanReader reader, String text) {
        InvalidPlanException refused =
                catchThrowableOfType(InvalidPlanException.class, () -> reader.read("plan.yaml", stream(text), FOLDER));
        assertThat(refused).isNotNull();
        return refused.problems();
    }

    static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
