package dev.stretto.engine.lint;

/** Paths as they stand in prompts. */
final class Paths {
    private Paths() {}

    /** Without {@code ./} before it, {@code @} as some agents' mark of a file, and a slash or line after it. */
    static String plain(String text) {
        String path = text;
        while (path.startsWith("./")) {
            path = path.substring(2);
        }
        if (path.startsWith("@") && path.indexOf('.') > 0) {
            path = path.substring(1);
        }
        int colon = path.indexOf(':');
        if (colon > 0) {
            path = path.substring(0, colon);
        }
        return path.endsWith("/") && path.length() > 1 ? path.substring(0, path.length() - 1) : path;
    }

    /** True for what no plan changes: libraries, and what a build has made. */
    static boolean isForeign(String path) {
        return path.contains("node_modules/")
                || path.contains("site-packages/")
                || path.contains("dist-packages/")
                || path.startsWith("/usr/")
                || path.startsWith("/opt/")
                || path.startsWith("/nix/")
                || path.contains("/lib/python")
                || path.contains(".cargo/")
                || path.contains("/rustc/")
                || path.startsWith("vendor/")
                || path.contains("/go/src/")
                || path.contains("/pkg/mod/")
                || path.startsWith("internal/process")
                || path.startsWith("node:");
    }
}
