package dev.stretto.subagents.git.provenance;

/**
 * A commit that lines come from, as its author wrote it.
 *
 * @param id its full id
 * @param author the author's name
 * @param email the author's address
 * @param date when it was written, RFC 3339 in the author's time zone; empty if the commit has no date that can be read
 * @param subject the first paragraph of its message, on one line
 */
public record BlamedCommit(String id, String author, String email, String date, String subject) {}
