package dev.stretto.persistence.export;

import dev.stretto.persistence.codec.CorruptLogException;
import dev.stretto.persistence.codec.LogPlace;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads a file line by line, as bytes, and knows whether its last line was ended. */
final class LineReader implements Closeable {
    static final byte LINE_END = '\n';

    /** Longer than anything that Stretto writes; an entry holds a plan at most. */
    private static final int LONGEST = 512 * 1024 * 1024;

    private static final int BUFFER = 128 * 1024;
    private static final int END = -1;

    private final Path file;
    private final InputStream in;
    private long number;
    private boolean ended = true;

    LineReader(Path file) throws IOException {
        this.file = file;
        this.in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    }

    /** The next line without its end; null if there is none. */
    byte @Nullable [] next() throws IOException {
        int first = in.read();
        if (first == END) {
            return null;
        }
        number++;
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = first;
        while (next != END && next != LINE_END) {
            if (line.size() == LONGEST) {
                throw new CorruptLogException(
                        new LogPlace(file.toString(), null, null),
                        "line " + number + " is longer than any that Stretto writes");
            }
            line.write(next);
            next = in.read();
        }
        ended = next == LINE_END;
        return line.toByteArray();
    }

    /** The number of the line read last, from 1; 0 before the first. */
    long number() {
        return number;
    }

    /** False if the line read last ended with the file, and not with a line end. */
    boolean ended() {
        return ended;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
