package dev.stretto.subagents.git.provenance;

import dev.stretto.engine.text.Listed;
import dev.stretto.subagents.git.CommittedFile;
import dev.stretto.subagents.git.CommittedTree;
import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.RealPaths;
import dev.stretto.subagents.git.Refs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds the file and the lines in a commit that somebody means. */
final class PlaceInCommit {
    private static final long MOST_BYTES = 100L << 20;
    /** As far as git itself looks for a NUL. */
    private static final int BEGINNING = 8000;

    private static final int NAMES_TOLD = 5;

    private final Git git;
    private final Path root;
    private final String below;
    private final String commit;
    private final CommittedTree tree;

    /**
     * What is meant.
     *
     * @param count how many lines the file has
     * @param from the first line that is meant, from 1
     * @param to the last one; less than the first if the file has no lines
     */
    record Meant(CommittedFile file, int count, int from, int to) {}

    /** @param below the folder that paths are relative to, from the root */
    PlaceInCommit(Git git, Path root, String below, String commit) {
        this.git = git;
        this.root = root;
        this.below = below;
        this.commit = commit;
        this.tree = new CommittedTree(git, commit);
    }

    Meant find(String typed) throws ProvenanceException, GitException {
        Place place = Place.whole(typed);
        Optional<CommittedFile> found = tree.find(fromRoot(place.path()));
        if (found.isEmpty()) {
            place = Place.withLines(typed).orElse(place);
            found = tree.find(fromRoot(place.path()));
        }
        if (found.isEmpty()) {
            throw unknown(fromRoot(place.path()));
        }
        CommittedFile file = found.get();
        int count = lineCount(file);
        Place.Lines lines = place.lines();
        if (lines == null) {
            return new Meant(file, count, 1, count);
        }
        requireLines(lines, count, file);
        return new Meant(file, count, Math.toIntExact(lines.from()), Math.toIntExact(lines.to()));
    }

    /** A path as it is typed, from the root. */
    private String fromRoot(String typed) throws ProvenanceException {
        Path path = Path.of(typed);
        Path fromRoot = path.isAbsolute()
                ? root.relativize(absolute(path))
                : Path.of(below).resolve(path).normalize();
        if (fromRoot.startsWith("..")) {
            throw new ProvenanceException("'" + typed + "' is outside of " + root + "; name a file in there");
        }
        if (fromRoot.toString().isEmpty()) {
            throw new ProvenanceException("'" + typed + "' is the repository's root directory; name a file in it");
        }
        return fromRoot.toString();
    }

    /** With what links on the way to the file lead to, but not the file itself: a link is a file of the repository's, too. */
    private Path absolute(Path path) {
        Path normal = path.normalize();
        Path folder = normal.getParent();
        if (folder == null || normal.startsWith(root)) {
            return normal;
        }
        try {
            return RealPaths.of(folder).resolve(normal.getFileName());
        } catch (IOException e) {
            return normal;
        }
    }

    private ProvenanceException unknown(String path) throws GitException {
        List<String> names = tree.called(path.substring(path.lastIndexOf('/') + 1));
        String there = names.isEmpty()
                ? "'git ls-tree -r --name-only " + shortened() + "' lists those that are there"
                : "there is "
                        + Listed.first(
                                NAMES_TOLD, names.stream().map(this::fromHere).toList());
        return new ProvenanceException(
                "there is no file '" + path + "' in commit " + shortened() + " of " + root + "; " + there);
    }

    private String fromHere(String path) {
        return "'" + Path.of(below).relativize(Path.of(path)) + "'";
    }

    private int lineCount(CommittedFile file) throws ProvenanceException, GitException {
        if (file.isDirectory()) {
            throw refused(file, "is a directory", "name a file in it");
        }
        if (file.isSubmodule()) {
            throw refused(file, "is a submodule", "its files are in a repository of their own");
        }
        if (file.size() > MOST_BYTES) {
            throw refused(file, "has " + file.size() + " bytes", "a text of at most " + MOST_BYTES + " is expected");
        }
        byte[] content = git.run("cat-file", "blob", file.id()).bytes();
        int count = 0;
        for (int at = 0; at < content.length; at++) {
            if (content[at] == 0 && at < BEGINNING) {
                throw refused(file, "is binary", "only a text has lines");
            }
            if (content[at] == '\n' || at == content.length - 1) {
                count++;
            }
        }
        return count;
    }

    private ProvenanceException refused(CommittedFile file, String what, String instead) {
        return new ProvenanceException("'" + file.path() + "' " + what + " in commit " + shortened() + "; " + instead);
    }

    private void requireLines(Place.Lines lines, int count, CommittedFile file) throws ProvenanceException {
        String place = "'" + file.path() + "' at " + lines.typed() + ": ";
        if (lines.from() == 0) {
            throw new ProvenanceException(place + "lines are counted from 1");
        }
        if (lines.from() > lines.to()) {
            throw new ProvenanceException(place + "the first line comes after the last one");
        }
        if (lines.to() > count) {
            throw new ProvenanceException(
                    place + "the file has " + count + (count == 1 ? " line" : " lines") + " in commit " + shortened());
        }
    }

    private String shortened() {
        return commit.substring(0, Refs.SHORT_ID);
    }
}
