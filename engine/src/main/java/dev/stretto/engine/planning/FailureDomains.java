package dev.stretto.engine.planning;

import dev.stretto.engine.planning.FailureDomain.Kind;
import dev.stretto.engine.planning.FailureDomain.Merge;
import dev.stretto.engine.testreport.FailedTest;
import dev.stretto.engine.testreport.Frame;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Groups failures into independent domains.
 *
 * <p>Failures with a cause in common that lie in several test files are a domain of their own; what is left of each test
 * file, or class where no file is known, is another one. So one broken helper that fails tests everywhere is one domain,
 * two are two, and a test file that suffers from both holds neither of them together. Whatever order the reports come in,
 * the domains are the same. Takes time in proportion to the failures, their stacks and the repository's paths.
 */
public final class FailureDomains {
    private static final Comparator<FailedTest> ORDER = Comparator.comparing(FailureDomains::group)
            .thenComparing(FailedTest::suite)
            .thenComparing(FailedTest::name)
            .thenComparing(FailedTest::message)
            .thenComparing(FailedTest::text);

    private final FailureCauses causes;
    private final Candidates candidates;
    private final List<FailedTest> failures;

    private FailureDomains(List<FailedTest> failures, RepositoryFiles files) {
        this.causes = new FailureCauses(files);
        this.candidates = new Candidates(files, causes);
        this.failures = failures;
    }

    /** The domains of these failures, those that failed to build first; a failure that was reported twice counts once. */
    public static List<FailureDomain> of(List<FailedTest> failures, RepositoryFiles files) {
        Map<List<Object>, FailedTest> distinct = new LinkedHashMap<>();
        failures.stream()
                .map(failure -> located(failure, files))
                .sorted(ORDER)
                .forEach(failure -> distinct.putIfAbsent(
                        List.of(failure.kind(), group(failure), failure.suite(), failure.name(), failure.message()),
                        failure));
        List<FailedTest> build = distinct.values().stream()
                .filter(failure -> failure.kind() == FailedTest.Kind.BUILD)
                .toList();
        List<FailedTest> tests = distinct.values().stream()
                .filter(failure -> failure.kind() != FailedTest.Kind.BUILD)
                .toList();
        List<FailureDomain> domains = new ArrayList<>();
        if (!build.isEmpty()) {
            domains.add(new FailureDomains(build, files).build());
        }
        domains.addAll(new FailureDomains(tests, files).tests());
        return domains;
    }

    /** The failure with the paths of the repository in place of those that the report gives, where they are found. */
    private static FailedTest located(FailedTest failure, RepositoryFiles files) {
        String test = files.find(failure.file(), null).orElse(failure.file());
        List<Frame> frames = failure.frames().stream()
                .map(frame -> new Frame(
                        frame.function(), files.find(frame.file(), test).orElse(frame.file()), frame.line()))
                .toList();
        return new FailedTest(
                failure.kind(),
                test,
                failure.suite(),
                failure.name(),
                failure.exception(),
                failure.message(),
                frames,
                failure.text());
    }

    /** What a failure is grouped by where nothing else holds it together with others. */
    private static String group(FailedTest failure) {
        return Optional.ofNullable(failure.file()).orElse(failure.suite());
    }

    private FailureDomain build() {
        List<FailedTest> none = List.of();
        List<String> places = failures.stream()
                .flatMap(failure -> causes.innermost(failure).stream())
                .map(step -> Globs.of(step.file()))
                .distinct()
                .sorted()
                .toList();
        return new FailureDomain(Kind.BUILD, "build", failures, List.of(), files(failures), places, none);
    }

    private List<FailureDomain> tests() {
        UnionFind sets = new UnionFind(failures.size());
        Map<Cause, List<Integer>> byCause = new LinkedHashMap<>();
        for (int i = 0; i < failures.size(); i++) {
            for (Cause cause : causes.of(failures.get(i))) {
                List<Integer> same = byCause.computeIfAbsent(cause, first -> new ArrayList<>());
                same.add(i);
                sets.unite(same.getFirst(), i);
            }
        }
        Map<Integer, Set<String>> groups = new HashMap<>();
        for (int i = 0; i < failures.size(); i++) {
            groups.computeIfAbsent(sets.find(i), first -> new LinkedHashSet<>()).add(group(failures.get(i)));
        }
        Map<String, List<FailedTest>> ofFile = new TreeMap<>();
        Map<Integer, List<FailedTest>> ofCause = new TreeMap<>();
        for (int i = 0; i < failures.size(); i++) {
            int set = sets.find(i);
            boolean shared = groups.getOrDefault(set, Set.of()).size() > 1;
            (shared
                            ? ofCause.computeIfAbsent(set, first -> new ArrayList<>())
                            : ofFile.computeIfAbsent(group(failures.get(i)), first -> new ArrayList<>()))
                    .add(failures.get(i));
        }
        return domains(ofFile, ofCause, merges(byCause, sets));
    }

    /** For each set why it is one: the causes that several test files share, the most frequent first. */
    private Map<Integer, List<Merge>> merges(Map<Cause, List<Integer>> byCause, UnionFind sets) {
        Map<Integer, List<Merge>> merges = new HashMap<>();
        byCause.forEach((cause, same) -> {
            long files =
                    same.stream().map(i -> group(failures.get(i))).distinct().count();
            if (files > 1) {
                merges.computeIfAbsent(sets.find(same.getFirst()), first -> new ArrayList<>())
                        .add(new Merge(cause.words(), cause.file(), cause.name(), same.size(), Math.toIntExact(files)));
            }
        });
        Comparator<Merge> order = Comparator.comparingInt(Merge::failures).reversed();
        merges.values().forEach(reasons -> reasons.sort(order.thenComparing(Merge::reason)));
        return merges;
    }

    private List<FailureDomain> domains(
            Map<String, List<FailedTest>> ofFile,
            Map<Integer, List<FailedTest>> ofCause,
            Map<Integer, List<Merge>> merges) {
        Map<String, List<FailedTest>> all = failures.stream().collect(Collectors.groupingBy(FailureDomains::group));
        List<FailureDomain> domains = new ArrayList<>();
        ofCause.forEach((set, members) -> {
            List<Merge> why = merges.getOrDefault(set, List.of());
            Merge main = why.getFirst();
            String subject = main.file() == null ? main.name() : main.file();
            List<String> places = why.stream()
                    .flatMap(merge -> Optional.ofNullable(merge.file()).stream())
                    .map(Globs::of)
                    .distinct()
                    .toList();
            domains.add(new FailureDomain(Kind.CAUSE, subject, members, why, wholly(members, all), places, List.of()));
        });
        ofFile.forEach((group, members) -> {
            List<FailedTest> elsewhere = without(all.getOrDefault(group, List.of()), members);
            String subject = causes.testFile(members.getFirst()).orElse(group);
            domains.add(new FailureDomain(
                    Kind.FILE, subject, members, List.of(), files(members), candidates.of(members), elsewhere));
        });
        return domains;
    }

    private static List<FailedTest> without(List<FailedTest> all, List<FailedTest> some) {
        if (all.size() == some.size()) {
            return List.of();
        }
        Set<FailedTest> own = Collections.newSetFromMap(new IdentityHashMap<>());
        own.addAll(some);
        return all.stream().filter(failure -> !own.contains(failure)).toList();
    }

    /** The test files of which no other domain has a failure: listing the others would keep independent tasks apart. */
    private List<String> wholly(List<FailedTest> members, Map<String, List<FailedTest>> all) {
        Map<String, Long> own =
                members.stream().collect(Collectors.groupingBy(FailureDomains::group, Collectors.counting()));
        return files(members.stream()
                .filter(failure -> own.getOrDefault(group(failure), 0L)
                        == all.getOrDefault(group(failure), List.of()).size())
                .toList());
    }

    private List<String> files(List<FailedTest> members) {
        return members.stream()
                .flatMap(failure -> causes.testFile(failure).stream())
                .distinct()
                .sorted()
                .toList();
    }
}
