package dev.stretto.actors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stretto.fixtures.OtherJvm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs on a disk that is really full: they stop and say why, and nothing is lost or repeated once there is room. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FullDiskTest {
    private static final String NO_SPACE = "No space left on device";
    private static final String NO_SPACE_IN_GERMAN = "kein Speicherplatz";
    private static final List<String> GERMAN = List.of("env", "LC_ALL=de_DE.UTF-8");

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

    @Test
    void work_that_does_not_fit_into_what_room_is_left_has_not_failed() throws Exception {
        checkRepository(onSmallDisk("repository, some room"));
    }

    @Test
    void work_in_a_repository_that_has_become_read_only_has_not_failed() throws Exception {
        checkRepository(onSmallDisk("repository, read-only"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"repository", "repository, some room", "repository, read-only"})
    void work_that_cannot_be_committed_has_not_failed_in_german(String what) throws Exception {
        assumeGerman();

        checkRepository(onSmallDisk(GERMAN, what));
    }

    @Test
    void an_attempt_that_finds_no_room_to_begin_has_not_failed_in_german() throws Exception {
        assumeGerman();

        assertThat(onSmallDisk(GERMAN, "attempts"))
                .satisfiesExactly(
                        stopped -> assertThat(stopped).doesNotContain(NO_SPACE).contains(NO_SPACE_IN_GERMAN),
                        ended -> assertThat(ended).isEqualTo("> ended: 0"),
                        status -> assertThat(status).isEqualTo("> status: completed"),
                        count -> assertThat(count).isEqualTo("> carried out: 1"));
    }

    private static void checkRepository(List<String> findings) {
        assertThat(findings)
                .satisfiesExactly(
                        stopped -> assertThat(stopped).startsWith("> stopped: run RUN was stopped: "),
                        ended -> assertThat(ended).isEqualTo("> ended: 0"),
                        status -> assertThat(status).isEqualTo("> status: completed"),
                        kept -> assertThat(kept).isEqualTo("> kept: 300000"));
    }

    /** The C library falls back to English where it has no German. */
    private static void assumeGerman() throws Exception {
        List<String> command = new ArrayList<>(GERMAN);
        command.addAll(List.of("cat", "/no such file"));
        Process cat = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(cat.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        cat.waitFor();
        assumeTrue(said.contains("nicht gefunden"), "this machine's C library speaks no German: it said " + said);
    }

    private List<String> onSmallDisk(String what) throws Exception {
        return onSmallDisk(List.of(), what);
    }

    private List<String> onSmallDisk(List<String> innerWrapper, String what) throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        List<String> wrapper = new ArrayList<>(OWN_MOUNTS);
        wrapper.addAll(List.of("sh", "-c", "mount -t tmpfs -o size=6m none '" + disk + "' && exec \"$@\"", "sh"));
        wrapper.addAll(innerWrapper);
        return OtherJvm.findings(wrapper, FullDisk.class, what, folder.toString());
    }
}
