package dev.stretto.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stretto.app.testing.Repository;
import dev.stretto.app.testing.Stretto;
import dev.stretto.app.testing.Stretto.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A project of shell scripts on which sixteen tasks work. One renames a function wherever it is used, another adds a use of it
 * under its old name: git merges both, each passes the tests, together they fail.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CulpritIT {
    private static final int TASKS = 16;
    private static final String RENAMES = "t03";
    private static final String USES = "t11";

    @TempDir
    Path folder;

    private Repository repository;
    private Stretto stretto;

    @BeforeEach
    void begin() throws Exception {
        repository = Repository.in(
                folder.resolve("repo"),
                "lib.sh",
                "total() { echo $(($1 + $2)); }\n",
                "scripts/first.sh",
                ". ./lib.sh\n[ \"$(total 1 2)\" = 3 ]\n",
                "tests.sh",
                "for script in scripts/*.sh; do sh -e \"$script\" || { echo \"$script fails\"; exit 1; }; done\n");
        stretto = new Stretto(repository.directory());
    }

    @Test
    void two_tasks_that_break_each_other_are_found_and_the_other_fourteen_are_integrated() throws Exception {
        Result result = run("sh tests.sh", "");

        checkCulprits(result);
        JsonNode verification = result.json().at("/synthesis/verification");
        assertThat(verification.at("/flaky").isMissingNode()).isTrue();
        assertThat(verification.at("/search/trials").asInt()).isLessThanOrEqualTo(12);
        assertThat(verification.at("/whole/message").asText()).contains("scripts/t11.sh fails");
    }

    @Test
    void a_flaky_test_on_top_is_told_from_what_is_broken() throws Exception {
        Path seen = Files.createDirectory(folder.resolve("seen"));

        Result result =
                run("mkdir " + seen + "/$(git rev-parse HEAD^{tree}) && echo unlucky && exit 1; sh tests.sh", "");

        checkCulprits(result);
        assertThat(result.json().at("/synthesis/verification/flaky")).isNotEmpty();
    }

    @Test
    void what_failed_before_is_blamed_on_no_task() throws Exception {
        repository.write("scripts/broken.sh", "exit 1\n");
        repository.git("add", "-A");
        repository.git("commit", "-q", "-m", "break something");

        Result result = run("sh tests.sh", ", baseline: true");

        JsonNode synthesis = result.json().at("/synthesis");
        assertThat(result.exitCode()).as(result.err()).isEqualTo(1);
        assertThat(synthesis.at("/baseline/passed").asBoolean(true)).isFalse();
        assertThat(synthesis.at("/verification/passed").asBoolean(true)).isFalse();
        assertThat(synthesis.at("/verification/culprits").isMissingNode()).isTrue();
        assertThat(synthesis.at("/verification/search/baseFails").asBoolean()).isTrue();
        assertThat(synthesis.at("/integration/merged")).hasSize(TASKS);
    }

    private void checkCulprits(Result result) throws Exception {
        JsonNode report = result.json();
        JsonNode synthesis = report.at("/synthesis");
        assertThat(result.exitCode()).as(result.err()).isEqualTo(1);
        assertThat(report.at("/status").asText()).isEqualTo("failed");
        assertThat(synthesis.at("/verification/culprits")).hasSize(1);
        assertThat(texts(synthesis.at("/verification/culprits/0"))).containsExactly(RENAMES, USES);
        assertThat(synthesis.at("/verification/passed").asBoolean()).isTrue();
        assertThat(texts(synthesis.at("/integration/merged")))
                .hasSize(TASKS - 1)
                .doesNotContain(USES);
        assertThat(texts(synthesis.at("/integration/left"))).containsExactly(USES);
        assertThat(synthesis.at("/integration/leftBecause/0").asText()).contains("'" + RENAMES + "'");
        for (JsonNode task : report.at("/tasks")) {
            boolean left = task.at("/id").asText().equals(USES);
            assertThat(task.at("/status").asText()).isEqualTo("completed");
            assertThat(task.at("/integrated").asText()).isEqualTo(left ? "left_out" : "integrated");
        }
        String branch = synthesis.at("/integration/branch").asText();
        assertThat(repository.git("ls-tree", "--name-only", branch, "scripts/").lines())
                .contains("scripts/t15.sh")
                .doesNotContain("scripts/t11.sh");
        assertThat(repository.git("show", branch + "/" + USES + ":scripts/t11.sh"))
                .contains("total 4 5");
        assertThat(repository.git("worktree", "list").lines()).hasSize(1);
        assertThat(repository.git("for-each-ref", "refs/stretto-trials", "refs/stretto-merges"))
                .isEmpty();
        assertThat(stretto.run("audit", "--verify", "--data", data(), "latest").exitCode())
                .isZero();
    }

    private Result run(String verify, String more) throws Exception {
        StringBuilder plan = new StringBuilder("version: 1\nworkspace: { repository: . }\ntasks:\n");
        for (int i = 0; i < TASKS; i++) {
            String id = "t%02d".formatted(i);
            plan.append("  - { id: %s, subagent: { command: [sh, -c, '%s'] } }%n".formatted(id, work(id)));
        }
        plan.append("synthesis: { verify: { command: [sh, -c, '%s'], timeout: 1m%s } }%n".formatted(verify, more));
        return stretto.run("run", "--json", "--data", data(), stretto.plan(plan.toString()));
    }

    private static String work(String id) {
        return switch (id) {
            case RENAMES -> "sed -i s/total/sum/ lib.sh scripts/first.sh";
            case USES -> "printf \". ./lib.sh\\n[ \\\"\\$(total 4 5)\\\" = 9 ]\\n\" > scripts/$STRETTO_TASK.sh";
            default -> "echo true > scripts/$STRETTO_TASK.sh";
        };
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
