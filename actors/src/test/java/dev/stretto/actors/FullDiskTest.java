package dev.stretto.actors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stretto.fixtures.OtherJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs on a disk that is really full: they stop and say why, and nothing is lost or repeated once there is room. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FullDiskTest {
    private static final String NO_SPACE = "No space left on device";

    /** A file system of the test's own, for which no privileges are needed. */
    private static final List<String> OWN_MOUNTS = List.of("unshare", "--user", "--map-root-user", "--mount");

    @TempDir
    Path folder;

    @BeforeAll
    static void assumeOwnMounts() throws Exception {
        Process trial = new ProcessBuilder("sh", "-c", String.join(" ", OWN_MOUNTS) + " mount -t tmpfs none /mnt")
                .redirectErrorStream(true)
                .start();
        trial.getInputStream().readAllBytes();
        assumeTrue(trial.waitFor() == 0, "this machine lets nobody make a file system of their own");
    }

    @Test
    void an_attempt_that_ends_on_a_full_disk_is_collected_by_the_same_engine_once_there_is_room() throws Exception {
        checkData("data, same engine");
    }

    @Test
    void an_attempt_that_ends_on_a_full_disk_is_collected_by_another_engine_once_there_is_room() throws Exception {
        checkData("data, another engine");
    }

    private void checkData(String what) throws Exception {
        assertThat(onSmallDisk(what))
                .satisfiesExactly(
                        stopped -> assertThat(stopped)
                                .startsWith("> stopped: run RUN was stopped: ")
                                .containsAnyOf(NO_SPACE, "the disk is full", "Make room"),
                        goesOn -> assertThat(goesOn).isEqualTo("> later goes on: true"),
                        status -> assertThat(status).isEqualTo("> status: completed"));
    }

    @Test
    void many_runs_that_stop_at_once_go_on_as_soon_as_there_is_room() throws Exception {
        List<String> said = onSmallDisk("many runs");

        assertThat(said.subList(0, 15))
                .allSatisfy(stopped -> assertThat(stopped).containsAnyOf(NO_SPACE, "the disk is full", "Make room"));
        assertThat(said.subList(15, said.size())).hasSize(15).allMatch("> status: completed"::equals);
    }

    @Test
    void an_attempt_that_finds_no_room_to_begin_has_not_failed_and_begins_later() throws Exception {
        assertThat(onSmallDisk("attempts"))
                .satisfiesExactly(
                        stopped -> assertThat(stopped).contains(NO_SPACE),
                        ended -> assertThat(ended).isEqualTo("> ended: 0"),
                        status -> assertThat(status).isEqualTo("> status: completed"),
                        count -> assertThat(count).isEqualTo("> carried out: 1"));
    }

    @Test
    void an_attempt_whose_process_cannot_be_written_down_has_not_failed_and_is_not_carried_out() throws Exception {
        assertThat(onSmallDisk("attempts, one page"))
                .satisfiesExactly(
                        stopped -> assertThat(stopped).contains("could not begin", "the disk may be full"),
                        ended -> assertThat(ended).isEqualTo("> ended: 0"),
                        status -> assertThat(status).isEqualTo("> status: completed"),
                        count -> assertThat(count).isEqualTo("> carried out: 1"));
    }

    @Test
    void work_that_cannot_be_committed_stops_the_run_and_is_committed_later() throws Exception {
        assertThat(onSmallDisk("repository"))
                .satisfiesExactly(
                        stopped -> assertThat(stopped).contains(NO_SPACE),
                        ended -> assertThat(ended).isEqualTo("> ended: 0"),
                        status -> assertThat(status).isEqualTo("> status: completed"),
                        kept -> assertThat(kept).isEqualTo("> kept: 300000"));
    }

    private List<String> onSmallDisk(String what) throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        List<String> wrapper = new ArrayList<>(OWN_MOUNTS);
        wrapper.addAll(List.of("sh", "-c", "mount -t tmpfs -o size=6m none '" + disk + "' && exec \"$@\"", "sh"));
        return OtherJvm.findings(wrapper, FullDisk.class, what, folder.toString());
    }
}
