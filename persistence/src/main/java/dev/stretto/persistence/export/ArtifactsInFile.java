package dev.stretto.persistence.export;

import dev.stretto.persistence.codec.Digests;
import dev.stretto.persistence.export.ArtifactLine.Absent;
import dev.stretto.persistence.export.ArtifactLine.Piece;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks the artifacts of an exported log while its lines go by, and keeps nothing of them but what it found. */
final class ArtifactsInFile {
    private final Map<String, Optional<String>> problems = new LinkedHashMap<>();
    private @Nullable Open open;

    /** The artifact whose pieces are going by. */
    private static final class Open {
        private final String artifact;
        private final long bytes;
        private final MessageDigest digest = Digests.sha256();
        private long seen;

        Open(Piece first) {
            this.artifact = first.artifact();
            this.bytes = first.bytes();
        }

        /** What is wrong with it now that its last piece has gone by; empty if it is whole. */
        Optional<String> end() {
            if (seen < bytes) {
                return Optional.of("was cut off: " + seen + " of its " + bytes + " bytes are in the file");
            }
            return Digests.finish(digest.digest()).equals(artifact)
                    ? Optional.empty()
                    : Optional.of("is not what it was");
        }
    }

    void add(ArtifactLine line) {
        switch (line) {
            case Piece piece -> add(piece);
            case Absent absent -> {
                end();
                put(
                        absent.artifact(),
                        Optional.of(
                                switch (absent.absent()) {
                                    case MISSING, WHOLE -> "was gone when the log was exported";
                                    case DAMAGED -> "was not what it had been when the log was exported";
                                }));
            }
        }
    }

    private void add(Piece piece) {
        Open current = open;
        if (current == null || !current.artifact.equals(piece.artifact()) || piece.offset() == 0) {
            end();
            current = new Open(piece);
            open = current;
        }
        byte[] content = piece.content();
        if (piece.offset() != current.seen
                || piece.bytes() != current.bytes
                || piece.offset() + content.length > piece.bytes()
                || (content.length == 0 && piece.bytes() > 0)) {
            put(current.artifact, Optional.of("has pieces that do not fit together"));
        }
        current.digest.update(content);
        current.seen += content.length;
    }

    /** After the last line. */
    void end() {
        Open last = open;
        if (last != null) {
            open = null;
            put(last.artifact, last.end());
        }
    }

    /** The digests of the artifacts that the file has, or says to be absent. */
    Set<String> digests() {
        return problems.keySet();
    }

    /** What is wrong with an artifact, as the end of a sentence; empty if it is whole. */
    Optional<String> problem(String digest) {
        return problems.getOrDefault(digest, Optional.of("is not in the file"));
    }

    private void put(String artifact, Optional<String> problem) {
        Optional<String> before = problems.get(artifact);
        if (before == null) {
            problems.put(artifact, problem);
        } else if (before.isEmpty()) {
            problems.put(artifact, problem.or(() -> Optional.of("stands in the file twice")));
        }
    }
}
