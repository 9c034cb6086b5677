package dev.stretto.app.command.run;

import dev.stretto.actors.EngineHeldException;
import dev.stretto.app.command.CommonOptions;
import dev.stretto.app.command.ExitCodes;
import dev.stretto.app.command.Hangup;
import dev.stretto.app.control.HostedEngine;
import dev.stretto.app.control.OwnSettings;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The engine in the background: resumes what is open, and ends when it has nothing left to do. */
@Command(name = "engine", hidden = true, description = "Holds the data directory until nothing is left to do.")
public final class EngineCommand implements Callable<Integer> {
    private static final Duration FIRST_PLAN = Duration.ofSeconds(30);

    @Mixin
    private final CommonOptions options = new CommonOptions();

    @Override
    public Integer call() throws Exception {
        Hangup.ignore();
        try (HostedEngine engine = HostedEngine.open(OwnSettings.of(options.dataDirectory()))) {
            engine.awaitFirst(FIRST_PLAN);
            engine.awaitIdle().forEach(stopped -> options.screen().note("stretto: " + stopped.getMessage()));
        } catch (EngineHeldException e) {
            options.screen().note("stretto: " + e.getMessage());
        }
        return ExitCodes.CLEAN;
    }
}
