package dev.stretto.subagents.git.merge;

import static dev.stretto.subagents.git.Sandbox.sh;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.plan.SynthesisSpec.OnConflict;
import dev.stretto.engine.synthesis.BranchToMerge;
import dev.stretto.engine.synthesis.MergeResult;
import dev.stretto.engine.synthesis.MergeRules;
import dev.stretto.subagents.git.Sandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Merges the work of two tasks in generated repositories, and holds what comes of it against {@code git merge} in a checkout. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class MergesLikeGitTest {
    private static final int REPOSITORIES = Integer.getInteger("stretto.fuzz.merges", 12);
    private static final String GIT =
            "git -c merge.conflictStyle=diff3 -c merge.directoryRenames=conflict -c merge.renames=true"
                    + " -c merge.renormalize=false -c core.hooksPath=/dev/null";

    private static final List<String> ATTRIBUTES = List.of(
            "*.txt text",
            "*.txt text eol=crlf",
            "*.txt -text",
            "log* merge=union",
            "*.txt merge=binary",
            "data* binary",
            "wide* working-tree-encoding=UTF-16LE",
            "*.txt conflict-marker-size=12");

    /** What a task may do; each may fail where the file is gone by now. */
    private static final List<String> EDITS = List.of(
            "sed -i 's/^3$/three/' FILE",
            "sed -i 's/^3$/drei/' FILE",
            "sed -i 's/^17$/seventeen/' FILE",
            "sed -i '9d' FILE",
            "echo end >> FILE",
            "sed -i '1i begin' FILE",
            "git mv FILE moved-NAME",
            "git mv FILE elsewhere-NAME",
            "git rm -q FILE",
            "chmod +x FILE",
            "printf '\\1\\2' >> data.bin",
            "printf '\\3' >> data.bin",
            "ln -sfn one.txt link",
            "ln -sfn two.txt link",
            "rm link; echo file > link",
            "echo new > added.txt",
            "echo other > added.txt",
            "echo line >> log",
            "echo entry >> log",
            "printf 'x\\0y\\0' >> wide.txt",
            "git mv dir folder",
            "echo in > dir/new.txt");

    @TempDir
    Path temp;

    @Test
    void trees_and_the_paths_in_conflict_are_the_same() throws Exception {
        int clean = 0;
        int colliding = 0;
        for (int seed = 0; seed < REPOSITORIES; seed++) {
            Random random = new Random(seed);
            Sandbox sandbox = Sandbox.in(Files.createTempDirectory(temp, "merge"));
            sandbox.sh(base(random));
            BranchToMerge one = sandbox.work("one", edits(random));
            BranchToMerge two = sandbox.work("two", edits(random));
            if (one.commit().equals(sandbox.head()) || two.commit().equals(sandbox.head())) {
                continue; // nothing was left to do for one of them
            }
            Path checkout = Files.createTempDirectory(temp, "checkout").resolve("w");
            sandbox.sh("git worktree add -q --detach " + checkout + " " + one.commit());
            // The user's own checkout has other attributes: they must not matter.
            sandbox.sh("echo '* -merge' > .gitattributes");

            String said = sh(
                    checkout, GIT + " merge -q --no-edit " + two.commit() + " >/dev/null 2>&1 && echo clean || true");
            MergeReport report = new BranchMerger()
                    .merge(
                            Sandbox.RUN,
                            sandbox.base(),
                            List.of(one, two),
                            List.of(),
                            new MergeRules(OnConflict.REPORT, List.of()));

            MergeResult result = report.result();
            String what = "seed " + seed;
            assertThat(result.merged().size() == 2).as(what).isEqualTo(said.equals("clean"));
            if (said.equals("clean")) {
                clean++;
                assertThat(sandbox.sh("git rev-parse " + result.commit() + "^{tree}"))
                        .as(what)
                        .isEqualTo(sh(checkout, "git rev-parse HEAD^{tree}"));
            } else {
                colliding++;
                List<String> unmerged = sh(checkout, "git ls-files -u | cut -f2 | sort -u")
                        .lines()
                        .toList();
                assertThat(new TreeSet<>(conflicts(report))).as(what).containsAnyElementsOf(unmerged);
            }
            sandbox.sh("git worktree remove --force " + checkout);
        }
        System.out.printf("%d merges as git has them, %d conflicts%n", clean, colliding);
        assertThat(clean).isPositive();
        assertThat(colliding).isPositive();
    }

    private static List<String> conflicts(MergeReport report) {
        return report.result().conflicts().stream()
                .flatMap(conflict -> conflict.paths().stream())
                .toList();
    }

    private static String base(Random random) {
        List<String> attributes = new ArrayList<>();
        for (String attribute : ATTRIBUTES) {
            if (random.nextInt(3) == 0) {
                attributes.add(attribute);
            }
        }
        return """
                rm -rf *; mkdir dir
                for f in one.txt two.txt three.txt dir/four.txt dir/five.txt; do seq 1 30 > $f; done
                seq 1 5 > log; printf '\\0\\1\\2' > data.bin; ln -s three.txt link; printf 'a\\0b\\0' > wide.txt
                printf '%s' > .gitattributes
                git add -A; git commit -qm base
                """.formatted(String.join("\\n", attributes) + (attributes.isEmpty() ? "" : "\\n"));
    }

    private static String edits(Random random) {
        List<String> files = List.of("one.txt", "two.txt", "three.txt", "dir/four.txt");
        StringBuilder script = new StringBuilder();
        for (int i = 0; i < 1 + random.nextInt(4); i++) {
            String file = files.get(random.nextInt(files.size()));
            script.append(EDITS.get(random.nextInt(EDITS.size()))
                            .replace("FILE", file)
                            .replace("NAME", file.replace('/', '-')))
                    .append(" 2>/dev/null || true\n");
        }
        return script.toString();
    }
}
