package dev.stretto.engine.planning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.scope.Glob;
import dev.stretto.engine.scope.GlobSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DirectoryPlanTest {
    private static final PlanSettings SETTINGS = new PlanSettings(null, null, ".", null, null, null, null, null);
    private static final List<SourceFile> FILES = List.of(
            new SourceFile("README.md", 50),
            new SourceFile("src/app.py", 100),
            new SourceFile("src/big/one.py", 4_000),
            new SourceFile("src/big/two/a.py", 3_000),
            new SourceFile("src/big/two/b.py", 2_000),
            new SourceFile("docs/index.md", 500),
            new SourceFile("pages/[id].tsx", 300));

    @Test
    void a_folder_is_a_task_that_may_change_it_and_nothing_else() {
        PlanDraft plan = plan(List.of("docs", "src"), 0, 0);

        assertThat(plan.tasks()).extracting(TaskDraft::id).containsExactly("docs", "src");
        assertThat(plan.tasks()).extracting(TaskDraft::writes).containsExactly(List.of("docs/**"), List.of("src/**"));
        assertThat(plan.tasks().getFirst().title()).isEqualTo("Document docs");
        assertThat(plan.settings().goal()).isEqualTo("Document each directory");
    }

    @Test
    void what_looks_like_a_placeholder_and_is_none_is_found() {
        assertThat(DirectoryPlan.unknownPlaceholders("Document {dir} in {directory} of {dir}, not {} or { x }"))
                .containsExactly("{dir}");
    }

    @Test
    void with_a_depth_the_folders_there_are_tasks_and_the_files_above_them_too() {
        assertThat(plan(List.of(""), 1, 0).tasks())
                .extracting(TaskDraft::writes)
                .containsExactly(List.of("*"), List.of("docs/**"), List.of("pages/**"), List.of("src/**"));
    }

    @Test
    void with_a_number_of_tasks_large_folders_fall_apart_and_small_ones_go_together() {
        assertThat(plan(List.of(""), 0, 3).tasks())
                .extracting(TaskDraft::writes)
                .containsExactly(
                        List.of("docs/**", "pages/**", "src/*", "*"), List.of("src/big/*"), List.of("src/big/two/**"));
    }

    @Test
    void whatever_the_repository_every_file_is_in_one_task_and_no_task_is_far_larger_than_it_has_to_be()
            throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 60; i++) {
            List<SourceFile> files = files(random);
            int tasks = 1 + random.nextInt(6);
            PlanDraft plan =
                    DirectoryPlan.of(new DirectoryPlan.Request(List.of(""), 0, tasks, "Do", 0), files, SETTINGS);

            assertThat(plan.tasks()).as("seed %s, round %s", seed, i).hasSizeLessThanOrEqualTo(tasks);
            List<List<Glob>> scopes = new ArrayList<>();
            for (TaskDraft task : plan.tasks()) {
                scopes.add(globs(task));
            }
            long total = files.stream().mapToLong(SourceFile::bytes).sum();
            for (SourceFile file : files) {
                assertThat(scopes.stream()
                                .filter(scope -> matches(scope, file.path()))
                                .count())
                        .as("seed %s, round %s, %s in %s", seed, i, file, plan.tasks())
                        .isOne();
            }
            long largestFolder = files.stream()
                    .mapToLong(file -> files.stream()
                            .filter(other -> SourcePaths.folder(other.path()).equals(SourcePaths.folder(file.path())))
                            .mapToLong(SourceFile::bytes)
                            .sum())
                    .max()
                    .orElse(0);
            for (List<Glob> scope : scopes) {
                long bytes = files.stream()
                        .filter(file -> matches(scope, file.path()))
                        .mapToLong(SourceFile::bytes)
                        .sum();
                assertThat(bytes)
                        .as("seed %s, round %s", seed, i)
                        .isLessThanOrEqualTo(total / tasks + Math.max(largestFolder, total / tasks));
            }
        }
    }

    private static List<SourceFile> files(Random random) {
        List<String> names = List.of("a", "b", "[c]", "d e", "!f");
        return Stream.generate(() -> {
                    StringBuilder path = new StringBuilder();
                    for (int depth = random.nextInt(4); depth > 0; depth--) {
                        path.append(names.get(random.nextInt(names.size()))).append('/');
                    }
                    return new SourceFile(path + "f" + random.nextInt(50) + ".txt", 1 + random.nextInt(5_000));
                })
                .limit(1 + random.nextInt(40))
                .toList()
                .stream()
                .collect(Collectors.toMap(SourceFile::path, file -> file, (a, b) -> a))
                .values()
                .stream()
                .toList();
    }

    private static PlanDraft plan(List<String> folders, int depth, int tasks) {
        return DirectoryPlan.of(
                new DirectoryPlan.Request(folders, depth, tasks, "Document {directory}", 0), FILES, SETTINGS);
    }

    private static List<Glob> globs(TaskDraft task) throws GlobSyntaxException {
        List<Glob> globs = new ArrayList<>();
        for (String glob : task.writes()) {
            globs.add(Glob.parse(glob));
        }
        return globs;
    }

    private static boolean matches(List<Glob> scope, String path) {
        return scope.stream().anyMatch(glob -> glob.matches(path));
    }
}
