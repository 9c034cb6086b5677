package dev.stretto.engine.planning;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** A folder with what lies in it and below. The root is the empty path. */
final class FolderTree {
    private final String path;
    private final List<SourceFile> own = new ArrayList<>();
    private final TreeMap<String, FolderTree> children = new TreeMap<>();
    private long bytes;

    private FolderTree(String path) {
        this.path = path;
    }

    static FolderTree of(Collection<SourceFile> files) {
        FolderTree root = new FolderTree("");
        files.forEach(root::add);
        return root;
    }

    private void add(SourceFile file) {
        FolderTree at = this;
        at.bytes += file.bytes();
        String rest = file.path();
        for (int slash = rest.indexOf('/'); slash >= 0; slash = rest.indexOf('/')) {
            String name = rest.substring(0, slash);
            String below = at.path.isEmpty() ? name : at.path + "/" + name;
            at = at.children.computeIfAbsent(name, first -> new FolderTree(below));
            at.bytes += file.bytes();
            rest = rest.substring(slash + 1);
        }
        at.own.add(file);
    }

    String path() {
        return path;
    }

    long bytes() {
        return bytes;
    }

    /** The files that lie in the folder itself. */
    List<SourceFile> own() {
        return own;
    }

    Collection<FolderTree> children() {
        return children.values();
    }

    /** The folder at a path relative to this one. */
    Optional<FolderTree> folder(String relative) {
        FolderTree at = this;
        for (String name : relative.isEmpty() ? List.<String>of() : List.of(relative.split("/", -1))) {
            FolderTree child = at.children.get(name);
            if (child == null) {
                return Optional.empty();
            }
            at = child;
        }
        return Optional.of(at);
    }

    /** All files in it and below. */
    List<SourceFile> all() {
        List<SourceFile> all = new ArrayList<>(own);
        children.values().forEach(child -> all.addAll(child.all()));
        return all;
    }
}
