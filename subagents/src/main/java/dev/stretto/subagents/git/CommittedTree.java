package dev.stretto.subagents.git;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The files of a commit. */
public final class CommittedTree {
    private static final String RAW_BYTE = "\\x";

    private final Git git;
    private final String commit;
    private @Nullable List<CommittedFile> all;

    public CommittedTree(Git git, String commit) {
        this.git = git.with("GIT_LITERAL_PATHSPECS", "1");
        this.commit = commit;
    }

    /** What has this path from the root, as it is or as it is shown to people; empty if there is nothing. */
    public Optional<CommittedFile> find(String path) throws GitException {
        List<CommittedFile> exact = list(path, "ls-tree", "-z", "--long", "--full-tree", commit, "--", path);
        if (!exact.isEmpty()) {
            return Optional.of(exact.getFirst());
        }
        return path.contains(RAW_BYTE)
                ? all().stream().filter(file -> file.path().equals(path)).findFirst()
                : Optional.empty();
    }

    /** The paths of the files that are called the same, whatever the case of the letters and the folder. */
    public List<String> called(String name) throws GitException {
        return all().stream()
                .map(CommittedFile::path)
                .filter(path -> path.substring(path.lastIndexOf('/') + 1).equalsIgnoreCase(name))
                .toList();
    }

    private List<CommittedFile> all() throws GitException {
        List<CommittedFile> known = all;
        if (known == null) {
            known = list(null, "ls-tree", "-z", "--long", "--full-tree", "-r", commit);
            all = known;
        }
        return known;
    }

    private List<CommittedFile> list(@Nullable String word, String... words) throws GitException {
        return git.run(words).rawRecords().stream()
                .map(entry -> CommittedFile.parsed(entry, word))
                .toList();
    }
}
