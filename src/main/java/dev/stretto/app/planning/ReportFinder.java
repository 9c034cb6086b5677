package dev.stretto.app.planning;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds the test reports in a folder, where much else may lie: files whose extension is one that runners use and whose
 * beginning looks like a report. A damaged report still looks like one, so that it is not passed over.
 */
final class ReportFinder {
    private static final Set<String> PASSED_OVER = Set.of(".git", "node_modules", ".stretto");
    private static final Pattern NAMED = Pattern.compile("(?:TEST-.*\\.xml|.*\\.tap)");
    private static final Pattern XML = Pattern.compile("<testsuites?\\b");
    private static final Pattern JSON =
            Pattern.compile("(?m)^\\{.{0,2000}\"Action\"\\s*:|\"numFailedTests\"\\s*:|\"testResults\"\\s*:");
    private static final Pattern TAP =
            Pattern.compile("(?m)^(?:TAP version \\d+|(?:not )?ok \\d+\\b.*|1\\.\\.\\d+\\s*)$");
    private static final int PEEK = 64 * 1024;

    private ReportFinder() {}

    /** All reports below a folder, sorted by path. Links to folders are not followed. */
    static List<Path> below(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                boolean passedOver =
                        !directory.equals(folder) && PASSED_OVER.contains(String.valueOf(directory.getFileName()));
                return passedOver ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!Files.isDirectory(file) && looksLikeReport(file)) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        found.sort(null);
        return found;
    }

    private static boolean looksLikeReport(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        String lower = name.toLowerCase(Locale.ROOT);
        if (NAMED.matcher(name).matches()) {
            return true;
        }
        if (lower.endsWith(".xml")) {
            return XML.matcher(beginning(file)).find();
        }
        if (lower.endsWith(".json") || lower.endsWith(".jsonl")) {
            return JSON.matcher(beginning(file)).find();
        }
        return lower.endsWith(".txt")
                && (TAP.matcher(beginning(file)).find()
                        || JSON.matcher(beginning(file)).find());
    }

    private static String beginning(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(PEEK);
            String text = new String(bytes, StandardCharsets.UTF_8);
            // Reports in UTF-16 have a zero beside every letter.
            return text.indexOf('\0') >= 0 ? text.replace("\0", "") : text;
        }
    }
}
