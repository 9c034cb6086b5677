package dev.stretto.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.app.testing.DataFolder;
import dev.stretto.app.testing.Eventually;
import dev.stretto.app.testing.Processes;
import dev.stretto.app.testing.Repository;
import dev.stretto.app.testing.Stretto;
import dev.stretto.app.testing.Stretto.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A repository and a data directory whose engine is killed while its subagents wait at a gate. */
abstract class KilledEngine {
    @TempDir
    Path folder;

    Repository repository;
    Stretto stretto;
    DataFolder data;
    Path begun;
    Path ended;

    @BeforeEach
    void begin() throws Exception {
        folder = folder.toRealPath();
        repository = Repository.in(folder.resolve("repo"), "a.txt", "a\n");
        stretto = new Stretto(repository.directory());
        data = new DataFolder(repository.directory());
        begun = Files.createFile(folder.resolve("begun"));
        ended = Files.createFile(folder.resolve("ended"));
        assertThat(new ProcessBuilder("mkfifo", folder.resolve("gate").toString())
                        .start()
                        .waitFor())
                .isZero();
    }

    String killWithOneAtWork(String work) throws Exception {
        Running running = stretto.start(Map.of(), "run", "--json", plan(task("t", work)));
        awaitBegun(1);
        assertThat(data.killEngine()).isTrue();
        assertThat(running.await().exitCode()).isEqualTo(137);
        return data.runs().getFirst();
    }

    /** Shell text that waits, without using the processor, until somebody opens the gate. */
    String gate() {
        return "read -r line < " + folder.resolve("gate");
    }

    /** Lets those that wait at the gate go on, and those that come later as well. */
    void open() throws Exception {
        // It ends with the last that reads.
        new ProcessBuilder("sh", "-c", "while :; do echo; done > " + folder.resolve("gate"))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    void awaitBegun(int number) throws Exception {
        Eventually.holds(
                () -> Files.readAllLines(begun).size() >= number,
                () -> Files.readAllLines(begun).size() + " have begun");
    }

    String task(String id, String work) {
        return "- { id: %s, subagent: { command: [sh, -c, 'echo $STRETTO_TASK $STRETTO_ATTEMPT >> %s; %s'] } }"
                .formatted(id, begun, work);
    }

    String plan(String tasks) throws IOException {
        Path file = Files.createTempFile(folder, "plan", ".yaml");
        return Files.writeString(file, """
                version: 1
                workspace: { repository: repo }
                tasks:
                %s
                """.formatted(tasks.indent(2))).toString();
    }

    void checkThatNothingIsLeft() throws Exception {
        Processes.awaitNone(folder);
        assertThat(repository.git("worktree", "list").lines()).hasSize(1);
        assertThat(data.workspaces()).isEmpty();
    }
}
