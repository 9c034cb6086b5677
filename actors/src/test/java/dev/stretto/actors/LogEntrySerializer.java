package dev.stretto.actors;

import dev.stretto.persistence.codec.EventCodec;
import dev.stretto.persistence.codec.LogEntry;
import java.io.NotSerializableException;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/** Hands the in-memory journal of tests the bytes of an entry; the real one writes them itself. */
public final class LogEntrySerializer extends SerializerWithStringManifest {
    /** Pekko keeps the numbers up to 40 for itself. */
    private static final int IDENTIFIER = 1_936_553_588;

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
        throw new IllegalArgumentException(
                "only log entries are stored, not " + object.getClass().getName());
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
        if (!MANIFEST.equals(manifest)) {
            throw new NotSerializableException("a log entry has the manifest " + MANIFEST + ", not " + manifest);
        }
        return codec.read(bytes);
    }
}
