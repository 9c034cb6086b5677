package dev.stretto.subagents.git;

import dev.stretto.engine.synthesis.Side;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lists what is in a tree, by raw names from the root. */
public final class TreeListing {
    private TreeListing() {}

    /** Its files, and whatever else is no folder. */
    public static Map<String, Side> files(Git git, String tree) throws GitException {
        return list(git, tree, "-r");
    }

    /** The same with its folders. */
    public static Map<String, Side> withFolders(Git git, String tree) throws GitException {
        return list(git, tree, "-r", "-t");
    }

    private static Map<String, Side> list(Git git, String tree, String... how) throws GitException {
        List<String> words = new ArrayList<>(List.of("ls-tree"));
        words.addAll(List.of(how));
        words.addAll(List.of("-z", "--full-tree", tree));
        Map<String, Side> listed = new HashMap<>();
        for (String record : git.run(words.toArray(String[]::new)).rawRecords()) {
            int tab = record.indexOf('\t');
            String[] entry = record.substring(0, tab).split(" ", -1);
            listed.put(record.substring(tab + 1), new Side(entry[0], entry[2]));
        }
        return listed;
    }
}
