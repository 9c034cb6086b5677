package dev.stretto.engine.planning;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files of a repository, and which of them a path in a report means: reports are written on other machines, in other
 * folders, and often give the end of a path alone.
 */
public final class RepositoryFiles {
    /** What stands for the lack of a repository: no path means a file. */
    public static final RepositoryFiles NONE = new RepositoryFiles(null, List.of());

    private static final List<String> JVM = List.of(".java", ".kt", ".kts", ".scala", ".groovy", ".clj");
    private static final Pattern IMPORT_PATH = Pattern.compile("[^/]+\\.[^/]+/.*");
    private static final int MOST_CANDIDATES = 1_000;

    private final @Nullable String root;
    private final Set<String> files;
    private final Map<String, List<String>> bySuffix = new HashMap<>();
    private final Map<String, List<String>> found = new HashMap<>();

    private RepositoryFiles(@Nullable String root, Collection<String> files) {
        this.root = root;
        this.files = new HashSet<>(files);
        for (String file : files) {
            for (String end = file; end != null; end = withoutFirst(end)) {
                bySuffix.computeIfAbsent(end, same -> new ArrayList<>(1)).add(file);
            }
        }
    }

    /**
     * A repository's files.
     *
     * @param root where it lies, {@code /} between names
     * @param files relative to the root
     */
    public static RepositoryFiles of(String root, Collection<String> files) {
        return new RepositoryFiles(root, files);
    }

    /** True if there is no file to find. */
    boolean isEmpty() {
        return files.isEmpty();
    }

    /** All of them, in no order. */
    Set<String> all() {
        return files;
    }

    /**
     * The file that a path in a report means; absent if none, or if several could be meant.
     *
     * @param near a file close to which it lies, which decides between several; absent if nothing is known
     */
    Optional<String> find(@Nullable String path, @Nullable String near) {
        if (path == null || files.contains(path)) {
            return Optional.ofNullable(path);
        }
        List<String> candidates = found.computeIfAbsent(path, this::candidates);
        if (candidates.size() <= 1) {
            return candidates.stream().findFirst();
        }
        return near == null || candidates.size() > MOST_CANDIDATES ? Optional.empty() : nearest(candidates, near);
    }

    private List<String> candidates(String path) {
        if (root != null && path.startsWith(root + "/")) {
            String inside = path.substring(root.length() + 1);
            return files.contains(inside) && !SourcePaths.isLibrary(inside) ? List.of(inside) : List.of();
        }
        if (SourcePaths.isLibrary(path)) {
            return List.of();
        }
        String normal = path.replaceFirst("^(?:\\.{0,2}/)+", "");
        return JVM.contains(SourcePaths.extension(normal)) ? onJvm(normal) : byEnd(normal, path);
    }

    /** The path begins with the package: a file that lies in a shorter path is another one. */
    private List<String> onJvm(String path) {
        List<String> candidates = ending(path);
        String name =
                path.substring(0, path.length() - SourcePaths.extension(path).length());
        for (String extension : JVM) {
            candidates = candidates.isEmpty() ? ending(name + extension) : candidates;
        }
        // Kotlin's own convention leaves the package that all files have in common out of the folders.
        for (String end = withoutFirst(path);
                candidates.isEmpty() && path.endsWith(".kt") && end != null && end.contains("/");
                end = withoutFirst(end)) {
            candidates = ending(end);
        }
        return candidates;
    }

    private List<String> byEnd(String path, String asGiven) {
        for (String end = path; end != null; end = withoutFirst(end)) {
            if (files.contains(end)) {
                return List.of(end);
            }
            boolean enough = end.contains("/") || end.equals(path) || isImportPath(asGiven);
            if (enough && !ending(end).isEmpty()) {
                return ending(end);
            }
        }
        return List.of();
    }

    /** Go names a file by the import path of its package, which begins with the name of a host. */
    private static boolean isImportPath(String path) {
        return path.endsWith(".go")
                && !path.startsWith("/")
                && IMPORT_PATH.matcher(path).matches();
    }

    private List<String> ending(String end) {
        return bySuffix.getOrDefault(end, List.of());
    }

    private static Optional<String> nearest(List<String> candidates, String near) {
        int best = -1;
        String nearest = null;
        for (String candidate : candidates) {
            int common = commonFolders(candidate, near);
            nearest = common == best ? null : common > best ? candidate : nearest;
            best = Math.max(best, common);
        }
        return Optional.ofNullable(nearest);
    }

    /** How many folders two paths begin with in common. */
    static int commonFolders(String a, String b) {
        int count = 0;
        for (int i = 0; i < Math.min(a.length(), b.length()) && a.charAt(i) == b.charAt(i); i++) {
            count += a.charAt(i) == '/' ? 1 : 0;
        }
        return count;
    }

    private static @Nullable String withoutFirst(String path) {
        int slash = path.indexOf('/');
        return slash < 0 ? null : path.substring(slash + 1);
    }
}
