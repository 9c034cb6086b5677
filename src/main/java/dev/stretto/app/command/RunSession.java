package dev.stretto.app.command;

import dev.stretto.app.control.EngineConnection;
import dev.stretto.app.follow.RunFollower;
import dev.stretto.app.terminal.LiveTodoList;
import dev.stretto.app.terminal.PlainProgress;
import dev.stretto.app.terminal.Screen;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.report.Report;
import dev.stretto.engine.run.CommandResult;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.persistence.Stores;
import dev.stretto.persistence.directory.DataDirectory;
import dev.stretto.persistence.journal.EventLog;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A command's time with an engine: it asks for something, shows how runs move, and waits for their end. Should the engine be
 * in another process and go away meanwhile, it resumes the runs itself. What else its engine looks after when it is done
 * goes on in the background.
 *
 * <p>A signal that comes before there is something to cancel or to leave is acted on as soon as there is; one that wants the
 * command to end before it has asked for anything makes it end.
 */
public final class RunSession implements AutoCloseable {

    /** What Ctrl-C does to the run that is shown. */
    public enum Interrupt {
        /** It is cancelled. */
        CANCELS,
        /** It goes on in the background. */
        LEAVES
    }

    private static final String HUNG_UP = "the terminal is gone; what is open goes on in the background";

    private final DataDirectory data;
    private final Screen screen;
    private final SignalWatch signals;
    private final EngineConnection engine;
    private final Set<String> asked = new HashSet<>();

    /** Opens an engine, or connects to the one that holds the directory. */
    public RunSession(DataDirectory data, Screen screen) throws Exception {
        this.data = data;
        this.screen = screen;
        this.signals = new SignalWatch(() -> leaveAtOnce(
                screen, "'stretto runs' says what was begun, and 'stretto resume' resumes it", ExitCodes.CANCELLED));
        try {
            this.engine = EngineConnection.here(data);
        } catch (Exception e) {
            signals.close();
            throw e;
        }
        if (!engine.hosted()) {
            screen.note("stretto: another stretto holds " + data.root() + "; the run is carried out by that one");
        }
    }

    /** The user's name, as the log gives it for the cause of an event. */
    public static String user() {
        return "user " + System.getProperty("user.name", "unknown");
    }

    /** Starts a run and answers its id. */
    public String start(Plan plan) throws Exception {
        endIfInterrupted();
        return engine.start(plan, user());
    }

    /** Tries tasks again. */
    public CommandResult retry(String run, List<String> tasks) throws Exception {
        endIfInterrupted();
        asked.add(run);
        return engine.retry(run, tasks, user());
    }

    /** Erases the free texts of a run that is over, or of a task of it. */
    public CommandResult erase(String run, Optional<String> task, String reason) throws Exception {
        endIfInterrupted();
        return engine.erase(run, task.orElse(null), reason, user());
    }

    /** Ends a run, or a task of it; of a run, waits until that is done. */
    public CommandResult cancel(String run, Optional<String> task) throws Exception {
        endIfInterrupted();
        asked.add(run);
        CommandResult commandResult = engine.cancel(run, task.orElse(null), user());
        if (commandResult instanceof CommandResult.Accepted && task.isEmpty()) {
            signals.react(leaving(new PlainProgress(screen)));
            try {
                engine.awaitCleanedUp(run);
            } finally {
                signals.remember();
            }
        }
        return commandResult;
    }

    private void endIfInterrupted() throws InterruptedBySignalException {
        if (signals.wasInterrupted()) {
            throw new InterruptedBySignalException();
        }
    }

    /** Resumes all runs that are not over, and answers their ids. To open an engine was to begin with that. */
    public List<String> resume() throws Exception {
        return engine.resume();
    }

    /** Shows a run until it is over. */
    public Report follow(String run, Interrupt interrupt) throws Exception {
        try (EventLog logs = Stores.log(data);
                RunFollower.View view = view(screen, data)) {
            signals.react(
                    switch (interrupt) {
                        case CANCELS -> cancelling(run, view);
                        case LEAVES -> leaving(view);
                    });
            RunFollower follower = new RunFollower(logs, run);
            while (!over(follower.follow(view, () -> goesOn(run, view)))) {
                view.notice("the engine that looked after the run is gone; taking it up");
                signals.undisturbed(engine::renew);
                if (signals.wasInterrupted()) {
                    cancel(run, view); // the one that is gone may not have heard of it
                }
            }
            engine.awaitCleanedUp(run);
            return logs.report(run);
        } finally {
            signals.remember();
        }
    }

    private boolean goesOn(String run, RunFollower.View view) throws Exception {
        boolean lookedAfter = engine.looksAfter(run);
        view.attemptsWait(engine.whyAttemptsWait());
        return lookedAfter;
    }

    private static boolean over(Optional<StartedRun> run) {
        return run.map(StartedRun::finished).orElse(false);
    }

    /** The display that fits the screen. */
    public static RunFollower.View view(Screen screen, DataDirectory data) throws IOException {
        if (screen.interactive() && screen.showsProgress()) {
            return new LiveTodoList(data.attempts(), screen.unicode());
        }
        return new PlainProgress(screen);
    }

    private SignalWatch.Reaction cancelling(String run, RunFollower.View view) {
        return new SignalWatch.Reaction(
                () -> {
                    view.notice("cancelling the run; what was done is kept. Again to leave at once");
                    cancel(run, view);
                },
                () -> {
                    view.close();
                    leaveAtOnce(
                            screen,
                            "What was committed is on its branches; what still runs can be ended with 'stretto cancel "
                                    + run + "'",
                            ExitCodes.CANCELLED);
                },
                () -> leave(view, HUNG_UP));
    }

    private SignalWatch.Reaction leaving(RunFollower.View view) {
        return new SignalWatch.Reaction(
                () -> leave(view, "what is open goes on in the background; see 'stretto runs'"),
                () -> {
                    view.close();
                    leaveAtOnce(screen, "'stretto resume' resumes what is open", ExitCodes.UNCLEAN);
                },
                () -> leave(view, HUNG_UP));
    }

    private void cancel(String run, RunFollower.View view) {
        try {
            engine.cancel(run, null, user());
        } catch (Exception e) {
            view.notice("the run could not be cancelled: " + e.getMessage());
        }
    }

    private static void leaveAtOnce(Screen screen, String note, int exitCode) {
        screen.note("stretto: left at once. " + note);
        Runtime.getRuntime().halt(exitCode);
    }

    private void leave(RunFollower.View view, String note) {
        view.close();
        screen.note("stretto: " + note);
        try {
            engine.release();
        } catch (Exception e) {
            notHandedOver(e);
        }
        Runtime.getRuntime().halt(ExitCodes.UNCLEAN);
    }

    private void sayWhatGoesOn(Set<String> left) {
        Set<String> others = new HashSet<>(left);
        if (others.removeAll(asked)) {
            screen.note("stretto: the run goes on in the background");
        }
        if (!others.isEmpty()) {
            screen.note("stretto: " + (others.size() == 1 ? "another run goes" : others.size() + " other runs go")
                    + " on in the background");
        }
    }

    private void notHandedOver(Exception e) {
        screen.note(
                "stretto: what is open could not be handed over (" + e.getMessage() + "); 'stretto resume' resumes it");
    }

    @Override
    public void close() {
        try {
            sayWhatGoesOn(engine.release());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            notHandedOver(e);
        } catch (Exception e) {
            notHandedOver(e);
        } finally {
            signals.close();
        }
    }
}
