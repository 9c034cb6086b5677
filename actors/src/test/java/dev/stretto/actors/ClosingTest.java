package dev.stretto.actors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.plan.Task;
import dev.stretto.fixtures.Watched;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds when an engine has been closed, for those who wait and for the next engine. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ClosingTest {
    /** Long enough for a slow machine to close an engine meanwhile. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    @TempDir
    Path folder;

    private Site site;

    @BeforeEach
    void begin() {
        site = new Site(folder, folder.resolve("data"));
    }

    @Test
    void the_end_of_its_engine_is_no_end_of_a_run() throws Exception {
        CompletableFuture<String> over;
        String run;
        try (StrettoEngine engine = site.open()) {
            run = Site.start(engine, site.waiting("works", "true"));
            site.awaitBegun("works");
            over = engine.whenFinished(run).toCompletableFuture();
        }

        assertThat(over).isNotCompleted();
        try (StrettoEngine engine = site.open()) {
            site.letGo("works");
            site.checkThatNothingWasRepeated(site.over(engine, run), "works");
        }
    }

    @Test
    void an_interrupted_close_waits_for_what_the_engine_had_begun_nevertheless() throws Exception {
        Path asked = folder.resolve("asked");
        Task stubborn = Plans.command(
                "stubborn",
                Plans.LONG,
                null,
                "sh",
                "-c",
                "trap 'touch %1$s/asked' TERM; touch %1$s/begun-stubborn; while :; do sleep 0.02; done"
                        .formatted(folder));
        StrettoEngine engine =
                StrettoEngine.open(EngineSettings.of(site.data().root()).withGrace(GRACE));
        String run = Site.start(engine, stubborn);
        site.awaitBegun("stubborn");
        ProcessHandle process = site.process(run, "stubborn");
        engine.cancel(run, "test");
        Watched.awaitExists(asked);

        Thread.currentThread().interrupt();
        engine.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(process.isAlive()).isFalse();
    }
}
