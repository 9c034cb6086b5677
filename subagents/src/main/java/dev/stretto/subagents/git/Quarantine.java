package dev.stretto.subagents.git;

import dev.stretto.subagents.files.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder of its own for the objects that git writes when it is only asked something: how files would look as a tree,
 * what a merge would give. The repository stays as it is.
 */
public final class Quarantine implements AutoCloseable {
    private final Path objects;
    private final String others;

    private Quarantine(Path objects, String others) {
        this.objects = objects;
        this.others = others;
    }

    public static Quarantine of(Repository repository) throws IOException {
        // Where git has the objects of all worktrees, as long as its environment does not say otherwise, which it never
        // does here.
        String others = repository.commonDirectory().resolve("objects").toString();
        return new Quarantine(Files.createTempDirectory("stretto-objects-"), others);
    }

    /** The same git, writing its objects here and reading those of the repository, too. */
    public Git around(Git git) {
        return git.with("GIT_OBJECT_DIRECTORY", objects.toString())
                .with("GIT_ALTERNATE_OBJECT_DIRECTORIES", quoted(others));
    }

    /** In quotes, since a plain path may not hold a colon there. */
    private static String quoted(String path) {
        return '"' + path.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    @Override
    public void close() throws IOException {
        Folders.delete(objects);
    }
}
