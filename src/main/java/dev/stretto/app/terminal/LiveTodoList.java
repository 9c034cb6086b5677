package dev.stretto.app.terminal;

import dev.stretto.app.follow.RunFollower;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.persistence.LogEntry;
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

/** The todo list on a terminal, redrawn in place: what moves, how long it has taken, what it said last. */
public final class LiveTodoList implements RunFollower.View {
    private static final Size FALLBACK = new Size(80, 24);

    private final TodoLines lines;
    private final Terminal terminal;
    private final Attributes before;
    private final Display display;
    private volatile String notice = "";
    private volatile String whyAttemptsWait = "";
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
    }

    @Override
    public synchronized void show(StartedRun run, List<LogEntry> news) {
        if (closed) {
            return;
        }
        Size size = terminal.getSize();
        Size usable = size.getColumns() > 0 && size.getRows() > 0 ? size : FALLBACK;
        int columns = usable.getColumns() - 1;
        display.resize(usable.getRows(), usable.getColumns());
        List<AttributedString> drawn = new ArrayList<>(lines.of(run, usable.getRows() - 3, columns, Instant.now()));
        Stream.of(whyAttemptsWait, notice)
                .filter(text -> !text.isEmpty())
                .map(text -> new AttributedString(text, AttributedStyle.DEFAULT.foreground(AttributedStyle.YELLOW))
                        .columnSubSequence(0, columns))
                .forEach(drawn::add);
        display.update(drawn, -1);
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
        display.update(List.of(), 0);
        terminal.setAttributes(before);
        try {
            terminal.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the terminal could not be given back", e);
        }
    }
}
