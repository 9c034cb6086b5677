package dev.stretto.subagents.git;

import org.jspecify.annotations.Nullable;

/**
 * An entry of a commit's tree.
 *
 * @param rawPath its path from the root, a character for each byte
 * @param word its path as a word that git was given; absent if it has bytes that can't be in one
 * @param mode what git says that it is: {@code 100644}, {@code 040000}
 * @param id what its content is stored under
 * @param size of the content in bytes; 0 for what has none
 */
public record CommittedFile(String rawPath, @Nullable String word, String mode, String id, long size) {
    private static final String DIRECTORY = "040000";
    private static final String SUBMODULE = "160000";

    /** Reads {@code MODE TYPE ID SIZE<tab>PATH}, as {@code ls-tree --long} prints it. */
    static CommittedFile parsed(String record, @Nullable String word) {
        int tab = record.indexOf('\t');
        String[] fields = record.substring(0, tab).split(" +", -1);
        long size = fields[3].equals("-") ? 0 : Long.parseLong(fields[3]);
        return new CommittedFile(record.substring(tab + 1), word, fields[0], fields[2], size);
    }

    /** Its path as a person reads it. */
    public String path() {
        return GitOutput.shown(rawPath);
    }

    public boolean isDirectory() {
        return mode.equals(DIRECTORY);
    }

    public boolean isSubmodule() {
        return mode.equals(SUBMODULE);
    }
}
