package dev.stretto.subagents.git.integration;

import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.GitOutput;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A commit as it is stored, without what git may have been told to show in its place.
 *
 * @param id what it is asked for by
 * @param genuine true if its content has that very id
 * @param parents the ids of its parents, in order
 * @param trailers the names and values at the end of its message; of equal names the last
 */
record CommitObject(String id, boolean genuine, List<String> parents, Map<String, String> trailers) {
    private static final int SHA_1 = 40;
    private static final byte LINE_END = '\n';

    CommitObject {
        parents = List.copyOf(parents);
        trailers = Map.copyOf(trailers);
    }

    /** Reads commits by their full ids. What is not there, can't be read or is no commit is left out. */
    static Map<String, CommitObject> read(Git git, Collection<String> ids) throws GitException {
        Map<String, CommitObject> commits = new HashMap<>();
        GitOutput output = batch(git, ids);
        if (output.succeeded()) {
            commits.putAll(parsed(output.bytes()));
        } else {
            // Git gives up at the first damaged one.
            for (String id : ids) {
                GitOutput one = batch(git, List.of(id));
                if (one.succeeded()) {
                    commits.putAll(parsed(one.bytes()));
                }
            }
        }
        return commits;
    }

    private static GitOutput batch(Git git, Collection<String> ids) throws GitException {
        return git.with("GIT_NO_REPLACE_OBJECTS", "1")
                .fed(String.join("\n", ids) + "\n")
                .attempt("cat-file", "--batch");
    }

    /** Reads {@code ID TYPE SIZE}, the content and a line end, or {@code ID missing}, again and again. */
    private static Map<String, CommitObject> parsed(byte[] output) {
        Map<String, CommitObject> commits = new HashMap<>();
        int at = 0;
        while (at < output.length) {
            int end = lineEnd(output, at);
            String[] header = text(output, at, end).split(" ", -1);
            at = end + 1;
            if (header.length == 3) {
                int size = Integer.parseInt(header[2]);
                if (header[1].equals("commit")) {
                    commits.put(header[0], parsed(header[0], output, at, size));
                }
                at += size + 1;
            }
        }
        return commits;
    }

    private static CommitObject parsed(String id, byte[] output, int from, int size) {
        String content = text(output, from, from + size);
        int headerEnd = content.indexOf("\n\n");
        String header = headerEnd < 0 ? content : content.substring(0, headerEnd);
        String message = headerEnd < 0 ? "" : content.substring(headerEnd + 2).stripTrailing();
        List<String> parents = header.lines()
                .filter(line -> line.startsWith("parent "))
                .map(line -> line.substring("parent ".length()))
                .toList();
        return new CommitObject(id, id.equals(digest(id, output, from, size)), parents, trailers(message));
    }

    private static Map<String, String> trailers(String message) {
        Map<String, String> trailers = new LinkedHashMap<>();
        message.substring(message.lastIndexOf("\n\n") + 1).lines().forEach(line -> {
            int colon = line.indexOf(": ");
            if (colon > 0) {
                trailers.put(line.substring(0, colon), line.substring(colon + 2).strip());
            }
        });
        return trailers;
    }

    private static String digest(String id, byte[] output, int from, int size) {
        try {
            MessageDigest digest = MessageDigest.getInstance(id.length() == SHA_1 ? "SHA-1" : "SHA-256");
            digest.update(("commit " + size + "\0").getBytes(StandardCharsets.US_ASCII));
            digest.update(output, from, size);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1 and SHA-256", e);
        }
    }

    private static int lineEnd(byte[] output, int from) {
        int at = from;
        while (at < output.length && output[at] != LINE_END) {
            at++;
        }
        return at;
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /** The parent that it was made on; empty if it has none. */
    Optional<String> firstParent() {
        return parents.stream().findFirst();
    }

    /** The parents that were merged into it. */
    Stream<String> mergedParents() {
        return parents.stream().skip(1);
    }
}
