package dev.stretto.subagents.git;

import dev.stretto.engine.synthesis.Side;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Makes a tree that differs from another one in some files, without a checkout: in an index of its own, that is then removed. */
public final class TreeEdit {
    private TreeEdit() {}

    /**
     * Makes it.
     *
     * @param gone the paths that go, whether they are there or not
     * @param files what stands at which path then
     * @return the new tree's id
     */
    public static String of(Git git, String tree, Collection<String> gone, Map<String, Side> files)
            throws GitException, IOException {
        try (ScratchFolder folder = new ScratchFolder()) {
            Git indexed = git.with("GIT_INDEX_FILE", folder.file("index").toString());
            indexed.run("-c", GitEnvironment.EXACT_NAMES, "read-tree", tree);
            List<String> entries = new ArrayList<>();
            gone.forEach(path -> entries.add("0 " + "0".repeat(tree.length()) + "\t" + path));
            files.forEach((path, file) -> entries.add(file.mode() + " " + file.blob() + "\t" + path));
            if (!entries.isEmpty()) {
                indexed.fedRaw(entries).run("-c", GitEnvironment.EXACT_NAMES, "update-index", "-z", "--index-info");
            }
            return indexed.line("-c", GitEnvironment.EXACT_NAMES, "write-tree");
        }
    }
}
