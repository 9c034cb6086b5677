package dev.stretto.subagents.overlay;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was changed in an overlay, read from the folder that keeps it, at a cost that depends on the changes alone. The format is the
 * kernel's: a file that was deleted is a device with the number 0, and a folder that was replaced has the attribute
 * {@code user.overlay.opaque} (Documentation/filesystems/overlayfs.rst).
 *
 * @param paths what was made or changed, without the file {@code .git}, relative to the overlay, a character for each byte. A new or
 *     replaced folder stands for all that is in it
 * @param deleted what was deleted, as {@code paths}
 * @param repositories true if there may be a repository of its own among it
 */
public record Changed(List<String> paths, List<String> deleted, boolean repositories) {
    private static final String OPAQUE = "overlay.opaque";

    public Changed {
        paths = List.copyOf(paths);
        deleted = List.copyOf(deleted);
    }

    /** What was changed in an overlay so far. */
    public static Changed in(Overlay overlay) throws IOException {
        Walk walk = new Walk(overlay);
        Files.walkFileTree(overlay.upper(), walk);
        return new Changed(walk.paths, walk.deleted, walk.repositories);
    }

    static boolean isOpaque(Path folder) {
        try {
            UserDefinedFileAttributeView attributes =
                    Files.getFileAttributeView(folder, UserDefinedFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
            return attributes != null && attributes.list().contains(OPAQUE);
        } catch (IOException e) {
            return false; // a file system without attributes has no overlays either
        }
    }

    /** True if a file stands for one that was deleted. */
    static boolean isDeletion(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                            .isOther()
                    && Files.getAttribute(file, "unix:rdev", LinkOption.NOFOLLOW_LINKS)
                            .equals(0L);
        } catch (IOException e) {
            return false;
        }
    }

    private static final class Walk extends SimpleFileVisitor<Path> {
        private final Path upper;
        private final List<Path> layers;
        private final List<String> paths = new ArrayList<>();
        private final List<String> deleted = new ArrayList<>();
        private boolean repositories;
        /** How many folders there are around the present one that stand for all that is in them. */
        private int whole;

        Walk(Overlay overlay) {
            this.upper = overlay.upper();
            this.layers = overlay.layers();
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            if (folder.equals(upper)) {
                return FileVisitResult.CONTINUE;
            }
            repositories |= isGit(folder);
            if (whole > 0) {
                whole++;
            } else if (isOpaque(folder) || !isMerged(folder)) {
                paths.add(raw(folder));
                whole = 1;
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) {
            whole = Math.max(0, whole - 1);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (isGit(file)) {
                repositories |= !upper.equals(file.getParent());
            } else if (whole == 0) {
                (attributes.isOther() && isDeletion(file) ? deleted : paths).add(raw(file));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            if (whole == 0) {
                paths.add(raw(file));
            }
            return FileVisitResult.CONTINUE;
        }

        private static boolean isGit(Path path) {
            return path.getFileName().toString().equals(".git");
        }

        private boolean isMerged(Path folder) {
            Path relative = upper.relativize(folder);
            return layers.stream()
                    .anyMatch(layer -> Files.isDirectory(layer.resolve(relative), LinkOption.NOFOLLOW_LINKS));
        }

        /** Of a path that this machine may have no characters for. */
        private String raw(Path path) {
            String above = bytes(upper.toUri());
            String all = bytes(path.toUri());
            String relative = all.substring(above.length());
            return relative.endsWith("/") ? relative.substring(0, relative.length() - 1) : relative;
        }

        private static String bytes(URI uri) {
            String text = uri.getRawPath();
            StringBuilder bytes = new StringBuilder(text.length());
            for (int at = 0; at < text.length(); at++) {
                if (text.charAt(at) == '%') {
                    bytes.append((char) Integer.parseInt(text, at + 1, at + 3, 16));
                    at += 2;
                } else {
                    bytes.append(text.charAt(at));
                }
            }
            return bytes.toString();
        }
    }
}
