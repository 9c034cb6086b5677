package dev.stretto.persistence.samples;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stretto.persistence.artifact.ArtifactStore;
import dev.stretto.persistence.artifact.FileArtifacts;
import dev.stretto.persistence.codec.ArtifactsOf;
import dev.stretto.persistence.codec.Digests;
import dev.stretto.persistence.codec.Salts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The content that the events of {@link SampleRuns} refer to. */
public final class SampleArtifacts {
    static final List<String> CONTENTS =
            List.of("a", "b", "v", "out", "err", "fine", "resolver", "objection", "green", "red");

    private static final String SALT = "salt".repeat(Salts.BYTES / 4);

    private SampleArtifacts() {}

    /** All of it. */
    public static ArtifactStore in(Path folder) throws IOException {
        ArtifactStore artifacts = new FileArtifacts(folder);
        for (String content : CONTENTS) {
            store(folder, content);
        }
        return artifacts;
    }

    /** What the events of this run refer to. */
    public static ArtifactStore in(Path folder, ScriptedRun run) throws IOException {
        ArtifactStore artifacts = new FileArtifacts(folder);
        Set<String> wanted = ArtifactsOf.rows(run.rows()).keySet();
        for (String content : CONTENTS) {
            if (wanted.contains(digest(content))) {
                store(folder, content);
            }
        }
        return artifacts;
    }

    public static String digest(String content) {
        return Digests.of(salted(content));
    }

    /** What stands in the artifact's file. */
    public static byte[] salted(String content) {
        return (SALT + content).getBytes(UTF_8);
    }

    /** As a store of artifacts would keep it, but always with the same salt, so that the events can name it before it is there. */
    private static void store(Path folder, String content) throws IOException {
        Path file = file(folder, digest(content));
        Files.createDirectories(file.getParent());
        Files.write(file, salted(content));
    }

    public static Path file(Path folder, String digest) {
        String hash = digest.substring(Digests.PREFIX.length());
        return folder.resolve(hash.substring(0, 2)).resolve(hash.substring(2));
    }
}
