package dev.stretto.persistence.export;

import dev.stretto.persistence.artifact.ArtifactStore;
import dev.stretto.persistence.artifact.ArtifactStore.Condition;
import dev.stretto.persistence.codec.ArtifactsOf;
import dev.stretto.persistence.codec.CorruptLogException;
import dev.stretto.persistence.codec.Digests;
import dev.stretto.persistence.codec.LogEntry;
import dev.stretto.persistence.codec.LogPlace;
import dev.stretto.persistence.codec.StoredRow;
import dev.stretto.persistence.codec.StrettoJson;
import dev.stretto.persistence.directory.Disk;
import dev.stretto.persistence.export.ArtifactLine.Absent;
import dev.stretto.persistence.export.ArtifactLine.Piece;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a run's log to a file of its own: a header, each entry byte for byte as it is stored, and the content of every
 * artifact that an event refers to. {@code docs/audit.md} describes the format, {@link LogFile} reads it.
 *
 * <p>The file appears whole or not at all, and only its owner can read it: it holds what subagents have printed. A damaged log
 * is written as it is, and an artifact that is no longer whole is marked as absent, so that what is left can be shown to
 * somebody else.
 *
 * @param run the run's id
 * @param file where it was written
 * @param events how many entries it has
 * @param chain the digest of the last one
 * @param artifacts how many artifacts the events refer to
 * @param bytes the size of the file
 * @param absent the digests of those artifacts that were no longer whole, and are not in the file
 */
public record LogExport(
        String run, Path file, long events, String chain, long artifacts, long bytes, List<String> absent) {

    /** How much of an artifact is on one line, in bytes, before Base64. */
    private static final int PIECE = 48 * 1024;

    public LogExport {
        absent = List.copyOf(absent);
    }

    /**
     * Exports a log.
     *
     * @param file must not be there yet
     * @throws FileAlreadyExistsException if it is
     * @throws IOException if it can't be written, or an artifact can't be read; then there is no such file
     * @throws CorruptLogException if an entry has a line break, and can't be a line
     */
    public static LogExport write(Path file, String run, List<StoredRow> rows, ArtifactStore artifacts)
            throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        Path directory = file.toAbsolutePath().resolveSibling("");
        Path fresh = Files.createTempFile(directory, "." + file.getFileName() + "-", ".tmp");
        try {
            String chain = rows.isEmpty()
                    ? LogEntry.NO_PREVIOUS
                    : Digests.of(rows.getLast().stored());
            Map<String, Condition> conditions = conditions(rows, artifacts);
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(fresh))) {
                line(out, StrettoJson.bytes(ExportHeader.of(run, rows.size(), chain, conditions.size())));
                for (StoredRow row : rows) {
                    refuseLineBreak(run, row);
                    line(out, row.stored());
                }
                for (Map.Entry<String, Condition> artifact : conditions.entrySet()) {
                    write(out, artifact.getKey(), artifact.getValue(), artifacts);
                }
            }
            long bytes = Disk.force(fresh);
            Files.move(fresh, file);
            Disk.forceNames(directory);
            return new LogExport(run, file, rows.size(), chain, conditions.size(), bytes, absent(conditions));
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** What is to be written, in this order. What only looks like an artifact in an entry that can't be read may be absent. */
    private static Map<String, Condition> conditions(List<StoredRow> rows, ArtifactStore artifacts) throws IOException {
        Map<String, Condition> conditions = new LinkedHashMap<>();
        for (Map.Entry<String, Boolean> mentioned : ArtifactsOf.rows(rows).entrySet()) {
            if (Digests.wellFormed(mentioned.getKey())) {
                Condition condition = artifacts.check(mentioned.getKey());
                if (mentioned.getValue() || condition == Condition.WHOLE) {
                    conditions.put(mentioned.getKey(), condition);
                }
            }
        }
        return conditions;
    }

    private static List<String> absent(Map<String, Condition> conditions) {
        List<String> absent = new ArrayList<>();
        conditions.forEach((digest, condition) -> {
            if (condition != Condition.WHOLE) {
                absent.add(digest);
            }
        });
        return absent;
    }

    private static void refuseLineBreak(String run, StoredRow row) {
        for (byte b : row.stored()) {
            if (b == LineReader.LINE_END) {
                throw new CorruptLogException(
                        new LogPlace(null, run, row.sequence()), "it has a line break, which Stretto never writes");
            }
        }
    }

    private static void write(OutputStream out, String digest, Condition condition, ArtifactStore artifacts)
            throws IOException {
        if (condition != Condition.WHOLE) {
            line(out, StrettoJson.bytes(new Absent(digest, condition)));
            return;
        }
        long bytes = artifacts.size(digest);
        try (DigestInputStream in = new DigestInputStream(artifacts.open(digest), Digests.sha256())) {
            long offset = 0;
            do {
                byte[] piece = in.readNBytes((int) Math.min(PIECE, bytes - offset));
                line(out, StrettoJson.bytes(Piece.of(digest, bytes, offset, piece)));
                offset += piece.length;
                if (piece.length == 0) {
                    break;
                }
            } while (offset < bytes);
            if (!Digests.finish(in.getMessageDigest().digest()).equals(digest)) {
                throw new IOException("the artifact " + digest + " has changed while it was exported");
            }
        }
    }

    private static void line(OutputStream out, byte[] line) throws IOException {
        out.write(line);
        out.write(LineReader.LINE_END);
    }
}
