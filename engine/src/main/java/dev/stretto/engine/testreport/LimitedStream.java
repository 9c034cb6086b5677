package dev.stretto.engine.testreport;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A report's bytes, up to a limit. */
final class LimitedStream extends FilterInputStream {
    private long left;

    LimitedStream(InputStream in, long limit) {
        super(in);
        left = limit;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        return read < 0 ? read : counted(1, read);
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int read = super.read(into, from, length);
        return read <= 0 ? read : counted(read, read);
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private int counted(int bytes, int result) throws TooLong {
        left -= bytes;
        if (left < 0) {
            throw new TooLong();
        }
        return result;
    }

    /** There are more bytes than the limit. */
    static final class TooLong extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
