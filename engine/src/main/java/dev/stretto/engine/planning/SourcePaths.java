package dev.stretto.engine.planning;

import java.util.regex.Pattern;

/** What the path of a source file tells: whether it is a test's, a library's, and what it is called. */
final class SourcePaths {
    private static final Pattern TEST_FOLDER = Pattern.compile(
            "(?:^|/)(?:tests?|__tests__|specs?|testing|test-?utils|androidTest|integrationTest|testFixtures|e2e|t)/");
    private static final Pattern TEST_NAME = Pattern.compile("(?:.*/)?(?:"
            + "(?:Test|IT)[A-Z][^/]*\\.(?:java|kt|kts|groovy|scala)"
            + "|[^/]*(?:Tests?|TestCase|IT|Specs?)\\.(?:java|kt|kts|groovy|scala|cs|php|swift)"
            + "|test_[^/]*\\.pyx?|[^/]*_test\\.(?:py|go|rb|exs|dart|cc|cpp)|conftest\\.py"
            + "|[^/]*[._-](?:test|spec)\\.[cm]?[jt]sx?|[^/]*_spec\\.rb|[^/]*\\.(?:t|bats))");
    private static final Pattern LIBRARY = Pattern.compile("(?:^|/)(?:site-packages|dist-packages|node_modules|vendor"
            + "|third_party|\\.venv|venv|\\.cargo|\\.m2|gems|rustc)/|^/usr/(?:lib|local/lib|share|include)/"
            + "|/go/pkg/mod/|/src/(?:runtime|testing|reflect)/[^/]+\\.go$|/lib/python\\d|^(?:node|internal|<).*");

    private SourcePaths() {}

    static boolean isTest(String path) {
        return TEST_FOLDER.matcher(path).find() || TEST_NAME.matcher(path).matches();
    }

    /** True if the path can only be that of something that the repository uses and does not contain. */
    static boolean isLibrary(String path) {
        return LIBRARY.matcher(path).find();
    }

    /** The folder, without a slash at its end; empty for the root. */
    static String folder(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    /** The last name, with its extension. */
    static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The last name, without its extension. */
    static String stem(String path) {
        String name = name(path);
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    /** The extension with its dot; empty if there is none. */
    static String extension(String path) {
        String name = name(path);
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(dot) : "";
    }

    /** What a test is about by the name of its file or class: {@code AbortTest} and {@code test_abort.py} are about abort. */
    static String subject(String path) {
        String stem = stem(path);
        String subject = stem.replaceFirst("^test[_-]|[._-](?:test|spec|tests|specs)$", "")
                .replaceFirst("(?<=[a-z0-9])(?:Tests?|TestCase|IT|Specs?)$", "")
                .replaceFirst("^(?:Test|IT)(?=[A-Z])", "");
        return subject.isEmpty() ? stem : subject;
    }
}
