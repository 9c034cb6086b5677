package dev.stretto.subagents.git.overlap;

import java.util.ArrayList;
import java.util.List;

/** Takes paths apart. They are as git has them: names with slashes between them, a character for each byte. */
final class RawPaths {
    private RawPaths() {}

    /** The folders that a path is in, the outermost first, without the root. */
    static List<String> foldersOf(String path) {
        List<String> folders = new ArrayList<>();
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            folders.add(path.substring(0, slash));
        }
        return folders;
    }
}
