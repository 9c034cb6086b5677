package dev.stretto.subagents.git.provenance;

import java.util.List;

/**
 * The lines of a file at a commit, with where they come from.
 *
 * @param repository the work tree that was looked into, or the repository's folder if it has none
 * @param commit the full id of the commit
 * @param path the file, from the repository's root; bytes that are not UTF-8 stand as {@code \xNN}
 * @param lineCount how many lines the file has there
 * @param ranges the lines that were asked for, in order; neighbouring ones of the same origin together
 */
public record BlamedFile(String repository, String commit, String path, int lineCount, List<Range> ranges) {
    public BlamedFile {
        ranges = List.copyOf(ranges);
    }

    /**
     * Neighbouring lines that come from the same commit and, in it, from the same file.
     *
     * @param from the first line's number, from 1
     * @param to the last line's number
     * @param commit the commit
     * @param path what the file was called in it
     * @param source how they got in
     */
    public record Range(int from, int to, BlamedCommit commit, String path, LineSource source) {}
}
