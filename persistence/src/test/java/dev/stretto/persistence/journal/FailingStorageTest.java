package dev.stretto.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import dev.stretto.persistence.audit.Audit;
import dev.stretto.persistence.codec.LogEntry;
import dev.stretto.persistence.directory.DataDirectory;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Storage that really fails: it is said what to do, what was acknowledged stays, and it goes on once the cause is gone. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FailingStorageTest {
    private static final String WRITER_URL = "pekko-persistence-jdbc.shared-databases.slick.db.url";

    /** A file system of the test's own, for which no privileges are needed. */
    private static final List<String> OWN_MOUNTS = List.of("unshare", "--user", "--map-root-user", "--mount");

    @TempDir
    Path folder;

    private Path journal;

    @BeforeEach
    void create() throws Exception {
        new DataDirectory(folder).create();
        journal = folder.resolve("journal.db");
        EmbeddedJournal.create(journal);
    }

    @Test
    void a_journal_that_another_process_has_locked_is_said_to_be_and_can_be_used_once_it_is_free() throws Exception {
        List<LogEntry> acknowledged = write(EmbeddedJournal.config(journal));
        Process holder = locked();

        assertThatThrownBy(() -> EmbeddedJournal.create(journal, Duration.ofMillis(200)))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("locked by another program")
                .hasMessageContaining("try again");
        try (EventLog logs = SqliteEventLog.open(journal)) {
            assertThat(logs.read("run")).as("reading goes on").isEqualTo(acknowledged);
        }
        ActorTestKit kit = WritingRun.kit(impatient());
        try {
            WritingRun run = WritingRun.recovered(kit, "run");
            assertThat(run.log()).isEqualTo(acknowledged);
            run.send(3);
            assertThat(run.acknowledged()).isFalse();
            assertThat(EmbeddedJournal.explain(journal, run.failure()))
                    .hasValueSatisfying(message ->
                            assertThat(message).contains(journal.toString(), "locked by another program", "try again"));
            release(holder);
            goesOn(kit, acknowledged);
        } finally {
            kit.shutdownTestKit();
            holder.destroyForcibly();
        }
    }

    @Test
    void a_write_waits_for_a_lock_that_is_soon_released() throws Exception {
        Process holder = locked();
        ActorTestKit kit = WritingRun.kit(EmbeddedJournal.config(journal));
        try {
            WritingRun run = WritingRun.recovered(kit, "run");
            run.send(3);
            release(holder);
            assertThat(run.acknowledged()).isTrue();
        } finally {
            kit.shutdownTestKit();
            holder.destroyForcibly();
        }
    }

    @Test
    void when_sqlite_finds_the_database_full_nothing_acknowledged_is_lost_and_it_goes_on_with_more_room()
            throws Exception {
        ActorTestKit kit = WritingRun.kit(withUrl(Sqlite.writerUrl(journal) + "&max_page_count=150"));
        List<LogEntry> acknowledged;
        try {
            WritingRun run = WritingRun.recovered(kit, "run");
            do {
                run.send(20);
            } while (run.acknowledged());
            acknowledged = run.log();
            assertThat(acknowledged).isNotEmpty();
            assertThat(EmbeddedJournal.explain(journal, run.failure()))
                    .hasValueSatisfying(message ->
                            assertThat(message).contains(journal.toString(), "the disk is full", "Make room"));
            WritingRun other = WritingRun.recovered(kit, "other");
            assertThat(other.log()).as("other runs are read as before").isEmpty();
        } finally {
            kit.shutdownTestKit();
        }
        kit = WritingRun.kit(EmbeddedJournal.config(journal));
        try {
            goesOn(kit, acknowledged);
        } finally {
            kit.shutdownTestKit();
        }
    }

    @Test
    void on_a_disk_that_is_really_full_nothing_acknowledged_is_lost_and_it_goes_on_once_there_is_room()
            throws Exception {
        assumeOwnMounts();
        Path disk = Files.createDirectory(folder.resolve("disk"));

        List<String> told = inOwnMounts("mount -t tmpfs -o size=3m none '" + disk + "'", "fill", disk);

        assertThat(told)
                .satisfiesExactly(
                        message -> assertThat(message).contains("journal.db", "the disk is full", "Make room"),
                        kept -> assertThat(kept).isEqualTo("kept true"),
                        on -> assertThat(on).isEqualTo("goes on true"),
                        whole -> assertThat(whole).isEqualTo("whole truetrue"));
    }

    @Test
    void a_read_only_directory_is_said_to_be_and_can_be_read_and_written_again_later() throws Exception {
        assumeOwnMounts();
        List<LogEntry> acknowledged = write(EmbeddedJournal.config(journal));

        List<String> told = inOwnMounts(
                "mount --bind '" + folder + "' '" + folder + "' && mount -o remount,ro,bind '" + folder + "'",
                "read-only",
                folder);

        assertThat(told)
                .satisfiesExactly(
                        made -> assertThat(made).contains("journal.db").containsAnyOf("read-only", "can't be opened"),
                        directory -> assertThat(directory).contains(folder.toString(), "can't be", "--data"),
                        read -> assertThat(read).isEqualTo("run true"));
        ActorTestKit kit = WritingRun.kit(EmbeddedJournal.config(journal));
        try {
            goesOn(kit, acknowledged);
        } finally {
            kit.shutdownTestKit();
        }
    }

    private List<LogEntry> write(Config config) throws Exception {
        ActorTestKit kit = WritingRun.kit(config);
        try {
            WritingRun run = WritingRun.recovered(kit, "run");
            run.send(10);
            assertThat(run.acknowledged()).isTrue();
            return run.log();
        } finally {
            kit.shutdownTestKit();
        }
    }

    private void goesOn(ActorTestKit kit, List<LogEntry> acknowledged) throws Exception {
        WritingRun again = WritingRun.recovered(kit, "run");
        assertThat(again.log().subList(0, acknowledged.size())).isEqualTo(acknowledged);
        again.send(5);
        assertThat(again.acknowledged()).isTrue();
        try (EventLog logs = SqliteEventLog.open(journal)) {
            assertThat(logs.read("run")).isEqualTo(again.log());
            assertThat(Audit.verify("run", logs.rows("run")).findings()).isEmpty();
            logs.checkStore();
        }
    }

    private Config impatient() {
        return withUrl(Sqlite.writerUrl(journal, Duration.ofMillis(200)));
    }

    private Config withUrl(String url) {
        return EmbeddedJournal.config(journal).withValue(WRITER_URL, ConfigValueFactory.fromAnyRef(url));
    }

    private Process locked() throws Exception {
        Process holder = JournalChild.start(List.of(), "lock", journal);
        assertThat(JournalChild.lines(holder).readLine()).isEqualTo("locked");
        return holder;
    }

    private static void release(Process holder) throws Exception {
        holder.getOutputStream().close();
        assertThat(holder.waitFor()).isZero();
    }

    private static void assumeOwnMounts() throws Exception {
        Process trial = new ProcessBuilder()
                .command(List.of("sh", "-c", String.join(" ", OWN_MOUNTS) + " mount -t tmpfs none /mnt"))
                .redirectErrorStream(true)
                .start();
        trial.getInputStream().readAllBytes();
        assumeTrue(trial.waitFor() == 0, "this machine lets nobody make a file system of their own");
    }

    private static List<String> inOwnMounts(String mount, String what, Path place) throws Exception {
        List<String> wrapper = new ArrayList<>(OWN_MOUNTS);
        wrapper.addAll(List.of("sh", "-c", mount + " && exec \"$@\"", "sh"));
        Process child = JournalChild.start(wrapper, what, place);
        try (BufferedReader out = JournalChild.lines(child)) {
            List<String> lines = out.lines().toList();
            assertThat(child.waitFor()).as(lines.toString()).isZero();
            return lines;
        }
    }
}
