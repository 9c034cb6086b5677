package dev.stretto.subagents.git;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads contents of files out of a repository, by the ids that git knows them by. Changes nothing, and fetches nothing. */
public final class Blobs {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{4,64}");
    private static final Pattern HEADER = Pattern.compile("[0-9a-f]+ blob (\\d+)\n");
    private static final int LONGEST_HEADER = 128;

    private final Git git;

    private Blobs(Git git) {
        this.git = git;
    }

    /** The beginning of a content, or all of it. */
    public static final class Content {
        private final long size;
        private final byte[] bytes;

        private Content(long size, byte[] bytes) {
            this.size = size;
            this.bytes = bytes;
        }

        /** The size of the whole, in bytes. */
        public long size() {
            return size;
        }

        /** The first of its bytes, as many as were asked for. */
        public byte[] bytes() {
            return bytes.clone();
        }

        /** True if that is not all. */
        public boolean truncated() {
            return bytes.length < size;
        }
    }

    /** Those of the repository that this folder belongs to. */
    public static Blobs in(Path folder) {
        return new Blobs(Git.in(folder).with("GIT_NO_LAZY_FETCH", "1"));
    }

    /**
     * Reads a content.
     *
     * @param limit how many bytes of it at most
     * @return empty if the repository has no such content, or not any more
     * @throws GitException if there is no repository that could have it
     */
    public Optional<Content> read(String id, int limit) throws GitException {
        if (!ID.matcher(id).matches()) {
            return Optional.empty();
        }
        byte[] answer = git.fed(id + "\n")
                .keeping(LONGEST_HEADER + limit)
                .run("cat-file", "--batch")
                .bytes();
        String beginning = new String(answer, 0, Math.min(answer.length, LONGEST_HEADER), StandardCharsets.ISO_8859_1);
        Matcher header = HEADER.matcher(beginning);
        if (!header.lookingAt()) {
            return Optional.empty();
        }
        long size = Long.parseLong(header.group(1));
        int end = header.end() + (int) Math.min(size, limit);
        return Optional.of(new Content(size, Arrays.copyOfRange(answer, header.end(), end)));
    }
}
