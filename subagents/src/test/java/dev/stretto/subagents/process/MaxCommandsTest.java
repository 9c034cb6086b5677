package dev.stretto.subagents.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MaxCommandsTest {
    private static final String PROCESSES =
            "Max processes             %s                %s                processes \n";
    private static final String FILES = "Max open files            %s                20000                files     \n";

    @TempDir
    Path root;

    @BeforeEach
    void a_large_machine() throws IOException {
        write("proc/self/limits", PROCESSES.formatted("96365", "96365") + FILES.formatted("1048576"));
        process("self", 1000, 300);
        process("10", 1000, 300);
        process("11", 1000, 700);
        process("12", 1001, 3_700);
        write("proc/loadavg", "0.12 0.04 0.01 2/4700 777\n");
        write("proc/sys/kernel/pid_max", "4194304\n");
        write("proc/sys/kernel/threads-max", "192730\n");
        write("proc/meminfo", "MemTotal:       1073741824 kB\nMemFree: 1 kB\nMemAvailable:   1073000000 kB\n");
        write("proc/self/cgroup", "0::/group/a\n");
        Files.createDirectories(root.resolve("proc/self/fd/1"));
    }

    @Test
    void the_limit_that_allows_the_fewest_binds_and_is_named() {
        assertThat(found())
                .isEqualTo(new MaxCommands(
                        (96_365 - 1_000) * 9 / 10 / 4,
                        "the user's limit (ulimit -u) allows 96,365 processes and threads, of which 1,000 are in use"));
    }

    @Test
    void the_kernel_may_have_fewer_process_ids() throws IOException {
        write("proc/sys/kernel/pid_max", "32768\n");

        assertThat(found().because()).startsWith("the kernel (kernel.pid_max) allows 32,768");
        assertThat(found().commands()).isEqualTo((32_768 - 4_700) * 9 / 10 / 4);
    }

    @Test
    void what_is_unlimited_does_not_bind() throws IOException {
        write("proc/self/limits", PROCESSES.formatted("unlimited", "unlimited") + FILES.formatted("1048576"));

        assertThat(found().because()).startsWith("the kernel (kernel.threads-max)");
    }

    @Test
    void open_files_bind() throws IOException {
        write("proc/self/limits", PROCESSES.formatted("unlimited", "unlimited") + FILES.formatted("256"));

        assertThat(found()).isEqualTo(new MaxCommands(57, "ulimit -n allows 256 open files, of which 1 are in use"));
    }

    @Test
    void a_control_group_binds() throws IOException {
        write("sys/fs/cgroup/group/a/pids.max", "400\n");
        write("sys/fs/cgroup/group/a/pids.current", "40\n");

        assertThat(found())
                .isEqualTo(
                        new MaxCommands(
                                81,
                                "the control group /group/a (pids.max) allows 400 processes and threads, of which 40 are in use"));
    }

    @Test
    void a_control_group_without_a_limit_does_not() throws IOException {
        write("sys/fs/cgroup/group/a/pids.max", "max\n");

        assertThat(found().because()).startsWith("the user's limit");
    }

    @Test
    void an_older_control_group_binds_too() throws IOException {
        write("proc/self/cgroup", "8:pids:/\n4:memory:/group/b\n0::/\n");
        write("sys/fs/cgroup/memory/group/b/memory.limit_in_bytes", Long.toString(1L << 30) + "\n");
        write("sys/fs/cgroup/memory/group/b/memory.usage_in_bytes", Long.toString(1L << 29) + "\n");

        assertThat(found().commands()).isEqualTo(57);
        assertThat(found().because()).startsWith("the control group /group/b allows 1,073,741,824 bytes of memory");
    }

    @Test
    void memory_of_the_machine_binds() throws IOException {
        write("proc/meminfo", "MemTotal:       1048576 kB\nMemFree: 1 kB\nMemAvailable:   524288 kB\n");

        assertThat(found().commands()).isEqualTo(57);
    }

    @Test
    void a_machine_of_whose_memory_nine_tenths_are_in_use_has_room_for_what_fits_into_the_last() throws IOException {
        write("proc/meminfo", "MemTotal:       16777216 kB\nMemFree: 1 kB\nMemAvailable:   1572864 kB\n");

        assertThat(found().commands()).isEqualTo(172);
    }

    @Test
    void what_a_control_group_has_read_from_files_long_ago_is_not_in_use() throws IOException {
        write("sys/fs/cgroup/group/a/memory.max", Long.toString(4L << 30) + "\n");
        write("sys/fs/cgroup/group/a/memory.current", Long.toString((4L << 30) - 4096) + "\n");
        write("sys/fs/cgroup/group/a/memory.stat", "anon 1\ninactive_file " + (3L << 30) + "\nactive_file 5\n");

        assertThat(found().commands()).isEqualTo(345);
        assertThat(found().because()).endsWith("of which 1,073,737,728 are in use");
    }

    @Test
    void nor_is_it_in_an_older_control_group_and_those_within() throws IOException {
        write("proc/self/cgroup", "4:memory:/group/b\n");
        write("sys/fs/cgroup/memory/group/b/memory.limit_in_bytes", Long.toString(4L << 30) + "\n");
        write("sys/fs/cgroup/memory/group/b/memory.usage_in_bytes", Long.toString(4L << 30) + "\n");
        write(
                "sys/fs/cgroup/memory/group/b/memory.stat",
                "inactive_file 5\ntotal_cache 7\ntotal_inactive_file " + (3L << 30) + "\n");

        assertThat(found().commands()).isEqualTo(345);
    }

    @Test
    void threads_of_other_users_are_not_the_users() throws IOException {
        write("proc/self/limits", PROCESSES.formatted("4096", "4096") + FILES.formatted("1048576"));

        assertThat(found())
                .isEqualTo(new MaxCommands(
                        696,
                        "the user's limit (ulimit -u) allows 4,096 processes and threads, of which 1,000 are in use"));
    }

    @Test
    void root_has_no_limit_on_its_processes() throws IOException {
        process("self", 0, 1);
        write("proc/self/limits", PROCESSES.formatted("10", "10") + FILES.formatted("1048576"));

        assertThat(found().because()).startsWith("the kernel (kernel.threads-max)");
    }

    @Test
    void the_tightest_of_the_groups_around_binds() throws IOException {
        write("proc/self/cgroup", "0::/user.slice/user-1000.slice/session.scope\n");
        write("sys/fs/cgroup/user.slice/user-1000.slice/session.scope/pids.max", "max\n");
        write("sys/fs/cgroup/user.slice/user-1000.slice/pids.max", "400\n");
        write("sys/fs/cgroup/user.slice/user-1000.slice/pids.current", "40\n");
        write("sys/fs/cgroup/user.slice/pids.max", "4000\n");
        write("sys/fs/cgroup/user.slice/memory.max", Long.toString(1L << 40) + "\n");

        assertThat(found())
                .isEqualTo(new MaxCommands(
                        81,
                        "the control group /user.slice/user-1000.slice (pids.max) allows 400 processes and threads, of which"
                                + " 40 are in use"));
    }

    @Test
    void a_group_that_is_seen_as_the_root_of_all_binds() throws IOException {
        write("proc/self/cgroup", "0::/../../pod/container\n");
        write("sys/fs/cgroup/pids.max", "400\n");
        write("sys/fs/cgroup/pids.current", "40\n");

        assertThat(found().because()).startsWith("the control group (pids.max) allows 400");
    }

    @Test
    void this_machine_has_room() {
        assertThat(MaxCommands.now().commands()).isPositive();
    }

    @Test
    void a_limit_of_nothing_is_none() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MaxCommands(0, "none"))
                .withMessage("at most 0 commands at a time: at least 1 is needed");
    }

    @Test
    void where_everything_is_in_use_there_is_room_for_one() throws IOException {
        write("sys/fs/cgroup/group/a/pids.max", "40\n");
        write("sys/fs/cgroup/group/a/pids.current", "40\n");

        assertThat(found().commands()).isEqualTo(1);
    }

    @Test
    void where_nothing_is_known_nothing_binds() {
        assertThat(MaxCommands.in(root.resolve("none")))
                .isEqualTo(new MaxCommands(Integer.MAX_VALUE, "no limit is known"));
    }

    private MaxCommands found() {
        return MaxCommands.in(root);
    }

    private void process(String pid, int user, int threads) throws IOException {
        String status = "Name:\tsh\nUid:\t%d\t0\t0\t0\nThreads:\t%d\n".formatted(user, threads);
        write("proc/" + pid + "/status", status);
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
