package dev.stretto.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The content that the events of {@link SampleRuns} refer to. */
final class SampleArtifacts {
    static final List<String> CONTENTS = List.of("a", "b", "v", "out", "err", "fine");

    private SampleArtifacts() {}

    static Artifacts in(Path folder) throws IOException {
        Artifacts artifacts = new Artifacts(folder);
        for (String content : CONTENTS) {
            artifacts.store(content.getBytes(UTF_8));
        }
        return artifacts;
    }

    static String digest(String content) {
        return Digests.of(content.getBytes(UTF_8));
    }

    static Path file(Path folder, String digest) {
        String hash = digest.substring(Digests.PREFIX.length());
        return folder.resolve(hash.substring(0, 2)).resolve(hash.substring(2));
    }
}
