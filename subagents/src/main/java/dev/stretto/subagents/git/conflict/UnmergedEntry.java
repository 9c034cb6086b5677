package dev.stretto.subagents.git.conflict;

import dev.stretto.engine.synthesis.Side;
import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import java.util.List;

/**
 * A side of a file in conflict, as it stands in an index.
 *
 * @param path as git has it, a character for each byte
 * @param stage 1 for the file before, 2 for ours, 3 for theirs
 */
record UnmergedEntry(String path, int stage, Side side) {

    /** Those of a worktree's index. */
    static List<UnmergedEntry> of(Git git) throws GitException {
        return git.run("ls-files", "-z", "--unmerged").rawRecords().stream()
                .map(UnmergedEntry::read)
                .toList();
    }

    /** {@code MODE ID STAGE}, a tab and the path. */
    private static UnmergedEntry read(String record) {
        int tab = record.indexOf('\t');
        String[] entry = record.substring(0, tab).split(" ", -1);
        return new UnmergedEntry(record.substring(tab + 1), Integer.parseInt(entry[2]), new Side(entry[0], entry[1]));
    }
}
