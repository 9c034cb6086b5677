package dev.stretto.app.terminal;

import dev.stretto.engine.todo.TodoStatus;
import org.jline.utils.AttributedStyle;

/** The sign and the colour that each state of a todo has on a terminal. */
final class Marks {
    private static final String[] SPINNER = {"⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"};
    private static final String[] ASCII_SPINNER = {"|", "/", "-", "\\"};

    private final boolean unicode;

    Marks(boolean unicode) {
        this.unicode = unicode;
    }

    /** The sign; that of a todo in progress turns with the frame. */
    String of(TodoStatus status, long frame) {
        return switch (status) {
            case PENDING -> unicode ? "○" : ".";
            case IN_PROGRESS -> spinner(unicode ? SPINNER : ASCII_SPINNER, frame);
            case COMPLETED -> unicode ? "✔" : "+";
            case FAILED -> unicode ? "✘" : "x";
            case TIMED_OUT -> unicode ? "⧖" : "t";
            case CANCELLED -> unicode ? "⊘" : "c";
            case SKIPPED -> unicode ? "⤼" : "s";
        };
    }

    private static String spinner(String[] frames, long frame) {
        return frames[(int) (frame % frames.length)];
    }

    static AttributedStyle style(TodoStatus status) {
        return switch (status) {
            case PENDING, SKIPPED -> AttributedStyle.DEFAULT.faint();
            case IN_PROGRESS -> AttributedStyle.DEFAULT.foreground(AttributedStyle.CYAN);
            case COMPLETED -> AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN);
            case FAILED, TIMED_OUT -> AttributedStyle.DEFAULT.foreground(AttributedStyle.RED);
            case CANCELLED -> AttributedStyle.DEFAULT.foreground(AttributedStyle.YELLOW);
        };
    }
}
