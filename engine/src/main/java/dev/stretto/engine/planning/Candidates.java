package dev.stretto.engine.planning;

import dev.stretto.engine.testreport.FailedTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Finds the production files that a fix may have to change: those in which failures were raised, and those that a test is
 * about by its name, or stands in. What a stack only passes through is none: it would be one for every test, and keep all tasks apart.
 */
final class Candidates {
    private static final int SHORTEST_SUBJECT = 3;
    private static final int MOST_FILES = 30;

    private static final Pattern TESTS = Pattern.compile("(^|/)(?:tests?|__tests__|specs?)/");

    private final FailureCauses causes;
    private final Map<String, List<String>> byStem = new HashMap<>();
    private final Map<String, List<String>> byFolder = new HashMap<>();

    Candidates(RepositoryFiles files, FailureCauses causes) {
        this.causes = causes;
        for (String file : new TreeSet<>(files.all())) {
            if (!SourcePaths.isTest(file) && !SourcePaths.isLibrary(file)) {
                byStem.computeIfAbsent(key(SourcePaths.stem(file)), stem -> new ArrayList<>())
                        .add(file);
                byFolder.computeIfAbsent(SourcePaths.folder(file), folder -> new ArrayList<>())
                        .add(file);
            }
        }
    }

    /** The candidates for the failures of one test file, as paths and, where a family of names is meant, globs. */
    List<String> of(List<FailedTest> failures) {
        TreeSet<String> found = new TreeSet<>();
        for (FailedTest failure : failures) {
            causes.innermost(failure)
                    .filter(FailureCauses.Located::isProduction)
                    .ifPresent(step -> found.add(Globs.of(step.file())));
        }
        causes.testFile(failures.getFirst())
                .ifPresent(test -> found.addAll(SourcePaths.isTest(test) ? namedAfter(test) : List.of(Globs.of(test))));
        return found.size() > MOST_FILES ? List.of() : List.copyOf(found);
    }

    /** {@code AbortTest} is about {@code Abort.java}; if there is none, about the {@code Abort*.java} of its package. */
    private List<String> namedAfter(String test) {
        String subject = SourcePaths.subject(test);
        if (subject.length() < SHORTEST_SUBJECT) {
            return List.of();
        }
        List<String> exact = byStem.getOrDefault(key(subject), List.of()).stream()
                .filter(file -> sameLanguage(file, test) && !file.equals(test))
                .toList();
        return exact.isEmpty()
                ? family(subject, test)
                : nearest(exact, test).stream().map(Globs::of).toList();
    }

    private List<String> family(String subject, String test) {
        String extension = SourcePaths.extension(test);
        List<String> families = mirrors(SourcePaths.folder(test)).stream()
                .filter(folder -> byFolder.getOrDefault(folder, List.of()).stream()
                        .anyMatch(file -> SourcePaths.name(file).startsWith(subject) && file.endsWith(extension)))
                .map(folder ->
                        Globs.of(folder.isEmpty() ? subject : folder + "/" + subject) + "*" + Globs.of(extension))
                .toList();
        return families.size() == 1 ? families : List.of();
    }

    /** {@code src/main/java/agent} mirrors {@code src/test/java/agent}: they differ in the name of the tests' folder alone. */
    private static Set<String> mirrors(String tests) {
        Set<String> mirrors = new LinkedHashSet<>(List.of(tests));
        for (String other : List.of("main/", "src/", "lib/", "")) {
            String mirrored = TESTS.matcher(tests + "/").replaceFirst("$1" + other);
            mirrors.add(mirrored.isEmpty() ? "" : mirrored.substring(0, mirrored.length() - 1));
        }
        return mirrors;
    }

    /** Those that share the most of the test's folders, counted from either end. */
    private static List<String> nearest(List<String> found, String test) {
        int best = found.stream().mapToInt(file -> nearness(file, test)).max().orElse(0);
        List<String> nearest =
                found.stream().filter(file -> nearness(file, test) == best).toList();
        return nearest.size() == 1 ? nearest : List.of();
    }

    private static int nearness(String file, String test) {
        List<String> a = names(SourcePaths.folder(file));
        List<String> b = names(SourcePaths.folder(test));
        int end = 0;
        while (end < Math.min(a.size(), b.size()) && a.get(a.size() - 1 - end).equals(b.get(b.size() - 1 - end))) {
            end++;
        }
        return RepositoryFiles.commonFolders(file, test) + end;
    }

    private static List<String> names(String folder) {
        return List.of(folder.split("/", -1));
    }

    private static boolean sameLanguage(String file, String test) {
        return SourcePaths.extension(file)
                .replaceFirst("^\\.[cm]?([jt]s)x?$", "")
                .equals(SourcePaths.extension(test).replaceFirst("^\\.[cm]?([jt]s)x?$", ""));
    }

    private static String key(String stem) {
        return stem.replace("_", "").replace("-", "").toLowerCase(Locale.ROOT);
    }
}
