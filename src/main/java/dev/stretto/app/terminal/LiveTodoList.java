package dev.stretto.app.terminal;

import dev.stretto.app.follow.RunFollower;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.persistence.codec.LogEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/** The todo list on a terminal, redrawn in place: what moves, how long it has taken, what it said last. */
public final class LiveTodoList implements RunFollower.View {
    private static final Size FALLBACK = new Size(80, 24);
    /** Sent to a program that was suspended, and whose terminal others have used meanwhile. */
    private static final String CONTINUED = "CONT";

    private final TodoLines lines;
    private final Terminal terminal;
    private final Attributes before;
    private Display display;
    private volatile String notice = "";
    private volatile String whyAttemptsWait = "";
    private volatile boolean somethingElseWasDrawn;
    private @Nullable Size drawnFor;
    private final @Nullable Object beforeContinued;
    private boolean closed;

    /** Takes the terminal over until it is closed; {@code attempts} is where the outputs are. */
    public LiveTodoList(Path attempts, boolean unicode) throws IOException {
        this.lines = new TodoLines(attempts, unicode);
        this.terminal = TerminalBuilder.builder()
                .system(true)
                .provider("jni")
                .nativeSignals(false)
                .build();
        this.before = terminal.getAttributes();
        terminal.echo(false);
        this.display = new Display(terminal, false);
        this.beforeContinued = Signals.register(CONTINUED, () -> somethingElseWasDrawn = true);
    }

    @Override
    public synchronized void show(StartedRun run, List<LogEntry> news) {
        if (closed) {
            return;
        }
        Size size = terminal.getSize();
        Size usable = size.getColumns() > 0 && size.getRows() > 0 ? size : FALLBACK;
        int columns = usable.getColumns() - 1;
        if (!usable.equals(drawnFor) || somethingElseWasDrawn) {
            drawAnew(usable);
        }
        List<AttributedString> drawn = new ArrayList<>(lines.of(run, usable.getRows() - 3, columns, Instant.now()));
        Stream.of(whyAttemptsWait, notice)
                .filter(text -> !text.isEmpty())
                .map(text -> new AttributedString(text, AttributedStyle.DEFAULT.foreground(AttributedStyle.YELLOW))
                        .columnSubSequence(0, columns))
                .forEach(drawn::add);
        display.update(drawn, -1);
    }

    /** What the terminal has made of the lines that are there when its size has changed, or of what came between, nobody knows. */
    private void drawAnew(Size size) {
        if (drawnFor != null) {
            terminal.puts(InfoCmp.Capability.clear_screen);
            display = new Display(terminal, false);
        }
        somethingElseWasDrawn = false;
        drawnFor = size;
        display.resize(size.getRows(), size.getColumns());
    }

    @Override
    public void notice(String text) {
        notice = text;
    }

    @Override
    public void attemptsWait(Optional<String> why) {
        whyAttemptsWait = why.orElse("");
    }

    /** Takes the list away again: what comes after it says all that it said. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (beforeContinued != null) {
            Signals.unregister(CONTINUED, beforeContinued);
        }
        display.update(List.of(), 0);
        terminal.setAttributes(before);
        try {
            terminal.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the terminal could not be given back", e);
        }
    }
}
