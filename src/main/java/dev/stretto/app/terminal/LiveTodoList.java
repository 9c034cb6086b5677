package dev.stretto.app.terminal;

import dev.stretto.app.follow.RunFollower;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.persistence.LogEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;

/** The todo list on a terminal, redrawn in place: what moves, how long it has taken, what it said last. */
public final class LiveTodoList implements RunFollower.View {
    private static final Size FALLBACK = new Size(80, 24);

    private final TodoLines lines;
    private final Terminal terminal;
    private final Display display;

    /** Takes the terminal over until it is closed; {@code attempts} is where the outputs are. */
    public LiveTodoList(Path attempts, boolean unicode) throws IOException {
        this.lines = new TodoLines(attempts, unicode);
        this.terminal = TerminalBuilder.builder()
                .system(true)
                .provider("jni")
                .nativeSignals(false)
                .build();
        this.display = new Display(terminal, false);
    }

    @Override
    public void show(StartedRun run, List<LogEntry> news) {
        Size size = terminal.getSize();
        Size usable = size.getColumns() > 0 && size.getRows() > 0 ? size : FALLBACK;
        display.resize(usable.getRows(), usable.getColumns());
        List<AttributedString> drawn = lines.of(run, usable.getRows() - 1, usable.getColumns() - 1);
        display.update(drawn, -1);
    }

    /** Leaves the list as it stands, with the cursor below it. */
    @Override
    public void close() {
        display.update(List.of(), 0, false);
        try {
            terminal.flush();
            terminal.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("the terminal could not be given back", e);
        }
    }
}
