package dev.stretto.app.command;

import dev.stretto.app.control.EngineHandle;
import dev.stretto.app.control.Engines;
import dev.stretto.app.control.HostedEngine;
import dev.stretto.app.follow.RunFollower;
import dev.stretto.app.terminal.LiveTodoList;
import dev.stretto.app.terminal.PlainProgress;
import dev.stretto.app.terminal.Screen;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.report.Report;
import dev.stretto.persistence.DataDirectory;
import dev.stretto.persistence.RunLogs;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jline.utils.Signals;

/** Starts a run, shows how it moves, and waits for its end; Ctrl-C asks for it. */
final class RunSession {
    private final DataDirectory data;
    private final Screen screen;

    RunSession(DataDirectory data, Screen screen) {
        this.data = data;
        this.screen = screen;
    }

    /** The user's name, as the log gives it for the cause of an event. */
    static String user() {
        return "user " + System.getProperty("user.name", "unknown");
    }

    Report run(Plan plan) throws Exception {
        try (EngineHandle engine = Engines.openOrConnect(data)) {
            if (!(engine instanceof HostedEngine)) {
                screen.note("stretto: another stretto holds " + data.root() + "; the run is carried out by that one");
            }
            String run = engine.start(plan, user());
            Report report = follow(engine, run);
            if (engine instanceof HostedEngine hosted && hosted.busy() > 0) {
                screen.note("stretto: " + hosted.busy()
                        + " more runs of other commands are in progress here; waiting for them");
            }
            return report;
        }
    }

    private Report follow(EngineHandle engine, String run) throws Exception {
        try (RunLogs logs = RunLogs.open(data.journal());
                RunFollower.View view = view(screen, data)) {
            cancelOnSignal(engine, run, view);
            new RunFollower(logs, run).follow(view, engine::alive);
            engine.awaitCleared(run);
            return logs.report(run);
        }
    }

    /** The display that fits the screen. */
    static RunFollower.View view(Screen screen, DataDirectory data) throws IOException {
        if (screen.interactive() && screen.showsProgress()) {
            return new LiveTodoList(data.attempts(), screen.unicode());
        }
        return new PlainProgress(screen);
    }

    private void cancelOnSignal(EngineHandle engine, String run, RunFollower.View view) {
        AtomicInteger signals = new AtomicInteger();
        Runnable onSignal = () -> {
            if (signals.incrementAndGet() > 1) {
                view.close();
                screen.note("stretto: left at once. What was committed is on its branches; what still runs can be ended"
                        + " with 'stretto cancel " + run + "'");
                Runtime.getRuntime().halt(ExitCodes.CANCELLED);
            }
            view.notice("cancelling the run; what its subagents have done is kept. Again to leave at once");
            Thread.ofVirtual().start(() -> cancel(engine, run, view));
        };
        List.of("INT", "TERM").forEach(signal -> Signals.register(signal, onSignal));
    }

    private static void cancel(EngineHandle engine, String run, RunFollower.View view) {
        try {
            engine.cancel(run, null, user());
        } catch (Exception e) {
            view.notice("the run could not be cancelled: " + e.getMessage());
        }
    }
}
