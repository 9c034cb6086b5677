package dev.stretto.subagents.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MachineLeasesTest {
    @TempDir
    Path folder;

    Attempts attempts;
    MachineLeases leases;

    @BeforeEach
    void begin() {
        attempts = new Attempts(folder);
        leases = new MachineLeases(folder.resolve("leases"));
    }

    @AfterEach
    void end() {
        attempts.close();
    }

    @Test
    void no_two_attempts_have_the_same_slot_or_port_also_not_those_of_another_engine() throws Exception {
        MachineLeases another = new MachineLeases(folder.resolve("leases"));

        Map<String, String> one = leases.take(attempts.nextFiles(), List.of("web", "data-base"), false);
        Map<String, String> two = another.take(attempts.nextFiles(), List.of("web"), false);
        Map<String, String> three = leases.take(attempts.nextFiles(), List.of(), false);

        assertThat(one).containsOnlyKeys("STRETTO_SLOT", "STRETTO_PORT_WEB", "STRETTO_PORT_DATA_BASE");
        assertThat(List.of(one, two, three))
                .extracting(taken -> taken.get("STRETTO_SLOT"))
                .containsExactly("0", "1", "2");
        assertThat(List.of(one.get("STRETTO_PORT_WEB"), one.get("STRETTO_PORT_DATA_BASE"), two.get("STRETTO_PORT_WEB")))
                .doesNotHaveDuplicates();
        try (ServerSocket socket = new ServerSocket(Integer.parseInt(one.get("STRETTO_PORT_WEB")))) {
            assertThat(socket.isBound()).isTrue();
        }
    }

    @Test
    void many_engines_of_one_process_take_at_once() throws Exception {
        List<Callable<Map<String, String>>> engines = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            AttemptFiles files = attempts.nextFiles();
            MachineLeases own = new MachineLeases(folder.resolve("leases"));
            engines.add(() -> own.take(files, List.of(), true));
        }

        Set<String> slots = new HashSet<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Map<String, String>> taken : threads.invokeAll(engines)) {
                slots.add(taken.get().get("STRETTO_SLOT"));
            }
        }

        assertThat(slots).hasSize(40);
    }

    @Test
    void what_is_given_back_others_can_have() throws Exception {
        AttemptFiles first = attempts.nextFiles();
        leases.take(first, List.of(), false);
        assertThat(leases.held(first)).containsEntry("STRETTO_SLOT", "0");

        leases.release(first);

        assertThat(leases.held(first)).isEmpty();
        assertThat(leases.take(attempts.nextFiles(), List.of(), false)).containsEntry("STRETTO_SLOT", "0");
    }

    @Test
    void an_attempt_that_outlives_its_engine_keeps_its_slot_until_it_has_ended() throws Exception {
        AttemptFiles files = attempts.nextFiles();
        leases.take(files, List.of(), false);
        RunningSubagent running = attempts.shell(files, "sleep 60");
        MachineLeases next = new MachineLeases(folder.resolve("leases"));
        AttemptFiles other = attempts.nextFiles();
        assertThat(next.take(other, List.of(), false)).containsEntry("STRETTO_SLOT", "1");
        next.release(other);

        running.stop(Duration.ZERO);

        assertThat(new MachineLeases(folder.resolve("leases")).take(attempts.nextFiles(), List.of(), false))
                .containsEntry("STRETTO_SLOT", "0");
    }

    @Test
    void an_attempt_with_a_workspace_keeps_its_numbers_until_its_tear_down_whatever_has_ended() throws Exception {
        AttemptFiles files = attempts.nextFiles();
        Map<String, String> taken = leases.take(files, List.of("web"), true);
        attempts.shell(files, "true").exit().join();

        MachineLeases next = new MachineLeases(folder.resolve("leases"));
        assertThat(next.take(attempts.nextFiles(), List.of(), true)).containsEntry("STRETTO_SLOT", "1");
        assertThat(next.take(files, List.of("web"), true)).isEqualTo(taken);
        next.release(files);
        assertThat(next.take(attempts.nextFiles(), List.of(), true)).containsEntry("STRETTO_SLOT", "0");
    }

    @Test
    void paths_may_have_any_characters() throws Exception {
        AttemptFiles files = new AttemptFiles(folder.resolve("müller → 日本語"));
        leases.take(files, List.of(), false);

        assertThat(new MachineLeases(folder.resolve("leases")).take(attempts.nextFiles(), List.of(), false))
                .containsEntry("STRETTO_SLOT", "1");
        leases.release(files);
        assertThat(leases.held(files)).isEmpty();
    }

    @Test
    void a_start_that_was_cut_off_keeps_what_it_had() throws Exception {
        AttemptFiles files = attempts.nextFiles();
        leases.take(files, List.of("web"), false);

        assertThat(new MachineLeases(folder.resolve("leases")).take(files, List.of("web"), false))
                .containsEntry("STRETTO_SLOT", "0");
        try (Stream<Path> left = Files.list(folder.resolve("leases"))) {
            assertThat(left.filter(file -> file.getFileName().toString().startsWith("port-")))
                    .hasSize(1);
        }
    }
}
