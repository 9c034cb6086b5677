package dev.stretto.persistence;

import java.io.NotSerializableException;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/** Hands the bytes of log entries to Pekko's journal as they are, and reads them back. */
public final class LogEntrySerializer extends SerializerWithStringManifest {
    private static final int IDENTIFIER = 73_100;
    private static final String MANIFEST = "stretto-log-entry-1";

    private final EventCodec codec = new EventCodec();

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public String manifest(Object object) {
        return MANIFEST;
    }

    @Override
    public byte[] toBinary(Object object) {
        if (object instanceof LogEntry entry) {
            return entry.json();
        }
        throw new IllegalArgumentException("only entries of the log are stored, not " + object.getClass());
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
        if (!manifest.equals(MANIFEST)) {
            throw new NotSerializableException("the journal holds '" + manifest + "', which is no entry of a log");
        }
        try {
            return codec.read(bytes);
        } catch (CorruptLogException | UnknownEventException e) {
            NotSerializableException refused = new NotSerializableException(e.getMessage());
            refused.initCause(e);
            throw refused;
        }
    }
}
