package dev.stretto.persistence.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

/** The beginning and the end of a file, with a line in between that says how much was left out. */
final class CutContent {
    private CutContent() {}

    static InputStream of(Path file, long size, long limit) throws IOException {
        long head = limit / 2;
        long tail = limit - head;
        String mark = "\n[stretto: " + (size - limit) + " of " + size + " bytes left out here]\n";
        InputStream beginning = new Bounded(Files.newInputStream(file), head);
        try {
            SeekableByteChannel end = Files.newByteChannel(file).position(size - tail);
            return new SequenceInputStream(Collections.enumeration(List.of(
                    beginning,
                    new ByteArrayInputStream(mark.getBytes(UTF_8)),
                    new Bounded(Channels.newInputStream(end), tail))));
        } catch (IOException e) {
            beginning.close();
            throw e;
        }
    }

    /** The first bytes of a stream. */
    private static final class Bounded extends FilterInputStream {
        private long left;

        Bounded(InputStream in, long length) {
            super(in);
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (left == 0 && length > 0) {
                return -1;
            }
            int got = super.read(buffer, offset, (int) Math.min(length, left));
            left -= Math.max(got, 0);
            return got;
        }
    }
}
