package dev.stretto.engine.planning;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Files that one task may be given: a whole folder, or those that lie in a folder itself.
 *
 * @param folder its path; the root is the empty one
 * @param whole whether what lies below belongs to it
 * @param bytes how large all files are together
 * @param files at least one
 */
record FolderShare(String folder, boolean whole, long bytes, List<SourceFile> files) {
    /** The largest first; those of one size by their paths. */
    static final Comparator<FolderShare> LARGEST_FIRST = Comparator.comparingLong(FolderShare::bytes)
            .reversed()
            .thenComparing(FolderShare::folder)
            .thenComparing(FolderShare::whole);

    FolderShare {
        files = List.copyOf(files);
    }

    static FolderShare whole(FolderTree tree) {
        return new FolderShare(tree.path(), true, tree.bytes(), tree.all());
    }

    /** What a folder falls into: its files, and each folder in it. */
    static List<FolderShare> partsOf(FolderTree tree) {
        List<FolderShare> parts = new ArrayList<>();
        if (!tree.own().isEmpty()) {
            long bytes = tree.own().stream().mapToLong(SourceFile::bytes).sum();
            parts.add(new FolderShare(tree.path(), false, bytes, tree.own()));
        }
        tree.children().forEach(child -> parts.add(whole(child)));
        return parts;
    }

    String glob() {
        return whole ? Globs.below(folder) : Globs.directlyIn(folder);
    }

    /** How people call it. */
    String shown() {
        String shown = folder.isEmpty() ? "the root" : folder;
        return whole ? folder.isEmpty() ? "the whole repository" : shown : "the files directly in " + shown;
    }
}
