package dev.stretto.engine.planning;

import java.util.regex.Pattern;

/** Tells files that tools write, or others, from those that people write here, by what they are called and where they lie. */
public final class GeneratedFiles {
    private static final Pattern FOLDER = Pattern.compile(
            "(?:^|/)(?:target|build|dist|out|bin|obj|node_modules|bower_components|vendor"
                    + "|third_party|\\.venv|venv|__pycache__|\\.gradle|\\.idea|\\.vscode|\\.stretto|coverage|generated|__generated__)/");
    private static final Pattern NAME = Pattern.compile(
            "(?:.*/)?(?:.*\\.min\\.(?:js|css)|.*\\.(?:map|lock|snap)|.*\\.pb\\.(?:go|cc|h)|.*_pb2\\.pyi?"
                    + "|.*[._]generated\\..*|package-lock\\.json|npm-shrinkwrap\\.json|pnpm-lock\\.yaml|go\\.sum|gradlew(?:\\.bat)?|mvnw(?:\\.cmd)?)");

    private GeneratedFiles() {}

    /** True if the path is that of a generated, vendored or built file. */
    public static boolean matches(String path) {
        return FOLDER.matcher(path).find() || NAME.matcher(path).matches();
    }
}
