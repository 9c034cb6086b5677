package dev.stretto.app.terminal;

import dev.stretto.persistence.codec.StrettoJson;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Where a command prints. Documents go to standard output; with {@code --json} nothing else does, and progress goes to
 * standard error. Always UTF-8, whatever the locale says: paths and summaries must arrive as they are. In
 * lines for people, control codes that others wrote are shown and not obeyed.
 */
public final class Screen {
    private final boolean json;
    private final boolean quiet;
    private final boolean noColor;
    private final PrintStream out = utf8(FileDescriptor.out);
    private final PrintStream err = utf8(FileDescriptor.err);

    public Screen(boolean json, boolean quiet, boolean noColor) {
        this.json = json;
        this.quiet = quiet;
        this.noColor = noColor;
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /** True if the document is to be JSON. */
    public boolean json() {
        return json;
    }

    /** True if control codes may be used: a terminal, and nobody has asked for plain text. */
    public boolean interactive() {
        return !json
                && !noColor
                && System.getProperty("stretto.terminal") != null
                && System.getenv("CI") == null
                && System.getenv("NO_COLOR") == null
                && !"dumb".equals(System.getenv("TERM"));
    }

    /** True if the user's locale can show more than ASCII. */
    public boolean unicode() {
        String encoding = System.getProperty("native.encoding", "UTF-8");
        return Charset.isSupported(encoding)
                && Charset.forName(encoding).newEncoder().canEncode('\u2714');
    }

    /** True if progress is wanted. */
    public boolean showsProgress() {
        return !quiet;
    }

    /** Prints a line of the document. */
    public void line(String text) {
        out.println(Printable.text(text));
    }

    /** Prints a part of the document, byte for byte. */
    public PrintStream out() {
        return out;
    }

    /** Prints the document, as JSON. */
    public void document(Object document) {
        out.println(StrettoJson.write(document, true));
    }

    /** Prints an object on a line of its own, as JSON. */
    public void jsonLine(Object object) {
        out.println(StrettoJson.write(object, false));
    }

    /** Prints a line of progress, unless the user wants none. */
    public void progress(String text) {
        if (!quiet) {
            (json ? err : out).println(Printable.text(text));
        }
    }

    /** Prints a line that the user should see whatever they asked for. */
    public void note(String text) {
        err.println(Printable.text(text));
    }
}
