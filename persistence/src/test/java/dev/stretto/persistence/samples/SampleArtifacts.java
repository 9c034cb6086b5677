package dev.stretto.persistence.samples;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stretto.persistence.artifact.ArtifactStore;
import dev.stretto.persistence.artifact.FileArtifacts;
import dev.stretto.persistence.codec.ArtifactsOf;
import dev.stretto.persistence.codec.Digests;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The content that the events of {@link SampleRuns} refer to. */
public final class SampleArtifacts {
    static final List<String> CONTENTS =
            List.of("a", "b", "v", "out", "err", "fine", "resolver", "objection", "green", "red");

    private SampleArtifacts() {}

    /** All of it. */
    public static ArtifactStore in(Path folder) throws IOException {
        ArtifactStore artifacts = new FileArtifacts(folder);
        for (String content : CONTENTS) {
            artifacts.store(content.getBytes(UTF_8));
        }
        return artifacts;
    }

    /** What the events of this run refer to. */
    public static ArtifactStore in(Path folder, ScriptedRun run) throws IOException {
        ArtifactStore artifacts = new FileArtifacts(folder);
        Set<String> wanted = ArtifactsOf.rows(run.rows()).keySet();
        for (String content : CONTENTS) {
            if (wanted.contains(digest(content))) {
                artifacts.store(content.getBytes(UTF_8));
            }
        }
        return artifacts;
    }

    public static String digest(String content) {
        return Digests.of(content.getBytes(UTF_8));
    }

    public static Path file(Path folder, String digest) {
        String hash = digest.substring(Digests.PREFIX.length());
        return folder.resolve(hash.substring(0, 2)).resolve(hash.substring(2));
    }
}
