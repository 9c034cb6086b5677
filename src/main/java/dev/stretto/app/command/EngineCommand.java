package dev.stretto.app.command;

import dev.stretto.actors.EngineHeldException;
import dev.stretto.actors.EngineSettings;
import dev.stretto.app.control.HostedEngine;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The engine that {@code run --detach} starts in the background: it ends when it has nothing left to do. */
@Command(name = "engine", hidden = true, description = "Holds the data directory until nothing is left to do.")
public final class EngineCommand implements Callable<Integer> {
    /** So long it waits for the first plan. */
    private static final long FIRST_PLAN_MS = 30_000;

    private static final long LOOK_MS = 200;

    @Mixin
    private final CommonOptions options = new CommonOptions();

    @Override
    public Integer call() throws Exception {
        try (HostedEngine engine =
                HostedEngine.open(EngineSettings.of(options.dataDirectory().root()))) {
            long until = System.nanoTime() + FIRST_PLAN_MS * 1_000_000;
            while (engine.busy() == 0 && System.nanoTime() < until) {
                Thread.sleep(LOOK_MS);
            }
        } catch (EngineHeldException e) {
            options.screen().note("stretto: " + e.getMessage());
        }
        return ExitCodes.CLEAN;
    }
}
