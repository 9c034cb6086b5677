package dev.stretto.app.planning;

import dev.stretto.engine.planning.GeneratedFiles;
import dev.stretto.engine.planning.SourceFile;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.ListedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The files of some folders of a repository that tasks are shared out by.
 *
 * @param files those that people write here, with their sizes
 * @param skipped how many are left out because they are generated or vendored
 * @param problems folders that can't be used, each with what was found and expected
 */
public record SharedFiles(List<SourceFile> files, int skipped, List<String> problems) {

    public SharedFiles {
        files = List.copyOf(files);
        problems = List.copyOf(problems);
    }

    /**
     * The files of these folders, as git lists them: what it ignores is not among them.
     *
     * @param folders relative to the root, without a slash at the end; the root is the empty path
     */
    public static SharedFiles of(Path root, List<String> listed, List<String> folders)
            throws GitException, IOException {
        List<String> inside = listed.stream()
                .filter(file -> folders.stream().anyMatch(folder -> isIn(file, folder)))
                .toList();
        Set<String> marked = ListedFiles.generated(root, inside);
        List<SourceFile> files = new ArrayList<>();
        int skipped = 0;
        for (String file : inside) {
            Path path = root.resolve(file);
            if (marked.contains(file) || GeneratedFiles.matches(file)) {
                skipped++;
            } else if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                files.add(new SourceFile(file, Files.size(path)));
            }
        }
        return new SharedFiles(files, skipped, problems(root, folders, files));
    }

    private static List<String> problems(Path root, List<String> folders, List<SourceFile> files) {
        List<String> problems = new ArrayList<>();
        for (String folder : folders) {
            String shown = folder.isEmpty() ? root.toString() : folder;
            if (!Files.isDirectory(root.resolve(folder))) {
                problems.add(shown + ": found no such folder in " + root + ", expected one that is there");
            } else if (files.stream().noneMatch(file -> isIn(file.path(), folder))) {
                problems.add(
                        shown
                                + ": found no file that is neither ignored by git nor generated, expected a folder with work in it");
            }
            folders.stream()
                    .filter(other -> !other.equals(folder) && isIn(folder, other))
                    .forEach(other -> problems.add(
                            shown + ": found a folder that lies in " + (other.isEmpty() ? "the root" : other)
                                    + ", expected one of them; two tasks may not own the same files"));
        }
        return problems;
    }

    private static boolean isIn(String path, String folder) {
        return folder.isEmpty() || path.startsWith(folder + "/");
    }
}
