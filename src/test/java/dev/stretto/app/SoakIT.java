package dev.stretto.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.app.testing.Soak;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short soak; the script {@code src/test/soak} does long ones. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SoakIT {
    private static final int KILLS = 4;
    private static final long SEED = 20_260_101;
    private static final int LANES = 3;

    @TempDir
    Path folder;

    @Test
    void engines_that_are_killed_at_random_moments_lose_nothing_and_repeat_nothing() throws Exception {
        Soak.Tally tally = Soak.run(folder, KILLS, SEED, LANES);

        System.out.println("soak: " + tally);
        assertThat(tally.kills()).isEqualTo(KILLS);
    }
}
