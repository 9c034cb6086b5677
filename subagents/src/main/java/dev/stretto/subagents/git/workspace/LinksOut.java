package dev.stretto.subagents.git.workspace;

import dev.stretto.subagents.git.GitException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Finds the links that an attempt has made or changed and that lead out of its workspace: what is behind them is not in its work. */
final class LinksOut {
    private static final String LINK = "120000";

    private LinksOut() {}

    static List<String> notices(WorktreePlace place, String before, String after) throws GitException {
        List<String> leading = new ArrayList<>();
        Iterator<String> fields = place.git()
                .run("diff-tree", "-r", "-z", "--raw", "--no-renames", "--diff-filter=AMT", before, after)
                .records()
                .iterator();
        while (fields.hasNext()) {
            String summary = fields.next();
            String path = fields.next();
            if (summary.split(" ", -1)[1].equals(LINK) && leadsOut(place, path)) {
                leading.add(path);
            }
        }
        return leading.isEmpty()
                ? List.of()
                : List.of("it made links that point outside its workspace; their targets are not in its work: "
                        + String.join(", ", leading));
    }

    private static boolean leadsOut(WorktreePlace place, String path) {
        try {
            Path link = place.directory().resolve(path);
            Path stored = place.stored(link);
            return Files.isSymbolicLink(stored)
                    && !link.resolveSibling(Files.readSymbolicLink(stored))
                            .normalize()
                            .startsWith(place.directory());
        } catch (IOException | InvalidPathException e) {
            return false; // one with a name that this machine has no characters for is not followed by anybody
        }
    }
}
