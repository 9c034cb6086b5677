package dev.stretto.persistence.export;

import dev.stretto.persistence.artifact.ArtifactStore.Condition;
import java.util.Base64;

/** A line of an exported log that belongs to an artifact: a piece of its content, or the word that there is none. */
sealed interface ArtifactLine {

    /** The digest of the artifact. */
    String artifact();

    /**
     * A piece of an artifact's content; the pieces of one follow each other.
     *
     * @param bytes the size of the whole, as it was stored
     * @param offset where in it this piece begins
     * @param data the piece, written in Base64
     */
    record Piece(String artifact, long bytes, long offset, String data) implements ArtifactLine {
        public Piece {
            if (!Base64.getEncoder()
                    .encodeToString(Base64.getDecoder().decode(data))
                    .equals(data)) {
                throw new IllegalArgumentException("it is no Base64 that Stretto writes");
            }
        }

        static Piece of(String artifact, long bytes, long offset, byte[] content) {
            return new Piece(artifact, bytes, offset, Base64.getEncoder().encodeToString(content));
        }

        byte[] content() {
            return Base64.getDecoder().decode(data);
        }
    }

    /**
     * An artifact that was no longer whole when the log was exported.
     *
     * @param absent what had become of it
     */
    record Absent(String artifact, Condition absent) implements ArtifactLine {}
}
