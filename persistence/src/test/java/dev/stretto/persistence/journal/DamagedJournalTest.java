package dev.stretto.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.persistence.audit.Audit;
import dev.stretto.persistence.audit.AuditResult;
import dev.stretto.persistence.codec.CorruptLogException;
import dev.stretto.persistence.codec.StoredRow;
import dev.stretto.persistence.samples.SampleRuns;
import dev.stretto.persistence.samples.ScriptedRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal whose file was damaged is never read as something else than what was written. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DamagedJournalTest {
    private static final long SEED = 4_711;
    private static final int FLIPS = 600;
    /** SQLite's own choice. */
    private static final int PAGE = 4096;

    private static final int CUTS = 150;

    @TempDir
    Path folder;

    private final Map<String, ScriptedRun> runs = new TreeMap<>();
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private byte[] whole;
    private Path damaged;

    @BeforeEach
    void write() throws Exception {
        Path journal = folder.resolve("whole.db");
        for (ScriptedRun run : new TreeMap<>(SampleRuns.all()).values()) {
            runs.put(run.run(), run);
            Journals.add(journal, run.run(), run.log());
        }
        whole = Files.readAllBytes(journal);
        damaged = folder.resolve("damaged.db");
    }

    @Test
    void one_flipped_bit_anywhere_is_found_or_harmless() throws Exception {
        Random random = new Random(SEED);
        for (int i = 0; i < FLIPS; i++) {
            int at = random.nextInt(whole.length);
            int bit = random.nextInt(8);
            byte[] content = whole.clone();
            content[at] ^= (byte) (1 << bit);
            Files.write(damaged, content);
            count(judge("bit " + bit + " of byte " + at + ", seed " + SEED));
        }
        System.out.printf(
                "%d flipped bits in a journal of %,d bytes, seed %d: %s%n", FLIPS, whole.length, SEED, outcomes);
    }

    @Test
    void a_file_that_was_cut_off_anywhere_is_refused_by_readers_and_by_the_engine() throws Exception {
        Random random = new Random(SEED);
        for (int i = 0; i < CUTS; i++) {
            // To SQLite, a file of one byte is a new one.
            int length = i < 20 ? 2 + i * 30 : 2 + random.nextInt(whole.length - 2);
            Files.write(damaged, Arrays.copyOf(whole, length));
            String what = "cut to " + length + " bytes, seed " + SEED;
            count(judge(what));
            assertThat(refusal(() -> EmbeddedJournal.create(damaged)))
                    .as(what)
                    .contains(damaged.toString())
                    .contains("restore it from a copy");
        }
        System.out.printf("%d cuts of a journal, seed %d: %s%n", CUTS, SEED, outcomes);
        assertThat(outcomes).doesNotContainKey("harmless");
    }

    @Test
    void a_write_ahead_log_that_was_cut_off_leaves_a_beginning_of_the_log_and_the_report_tells() throws Exception {
        ScriptedRun run = SampleRuns.merged();
        Path live = folder.resolve("live.db");
        EmbeddedJournal.create(live);
        byte[] database;
        byte[] log;
        try (Connection writer = Sqlite.openWriter(live)) {
            for (int i = 0; i < run.log().size(); i++) {
                Journals.write(writer, run.run(), List.of(run.log().get(i)));
            }
            // As a crash would leave them.
            database = Files.readAllBytes(live);
            log = Files.readAllBytes(Sqlite.beside(live, "-wal"));
        }
        Random random = new Random(SEED);
        for (int i = 0; i < CUTS; i++) {
            Files.deleteIfExists(Sqlite.beside(damaged, "-shm"));
            Files.write(damaged, database);
            Files.write(Sqlite.beside(damaged, "-wal"), Arrays.copyOf(log, random.nextInt(log.length)));
            try (EventLog logs = SqliteEventLog.open(damaged)) {
                List<StoredRow> rows = logs.rows(run.run());
                Audit audit = Audit.of(run.run(), rows);
                assertThat(audit.result().findings()).isEmpty();
                assertThat(audit.result().events()).isLessThan(run.log().size());
                assertThat(audit.expecting(run.log().getLast().digest())
                                .result()
                                .clean())
                        .isFalse();
            }
        }
    }

    @Test
    void a_file_that_was_cut_off_beside_its_write_ahead_log_is_whole_or_is_refused_and_stays_as_it_is()
            throws Exception {
        ScriptedRun run = SampleRuns.merged();
        Path live = folder.resolve("live.db");
        EmbeddedJournal.create(live);
        byte[] database;
        byte[] log;
        try (Connection writer = Sqlite.openWriter(live)) {
            Journals.write(writer, run.run(), run.log().subList(0, run.log().size() / 2));
            assertThat(Sqlite.number(writer, "PRAGMA wal_checkpoint(TRUNCATE)")).isZero();
            Journals.write(
                    writer,
                    run.run(),
                    run.log().subList(run.log().size() / 2, run.log().size()));
            database = Files.readAllBytes(live);
            log = Files.readAllBytes(Sqlite.beside(live, "-wal"));
        }
        Path beside = Sqlite.beside(damaged, "-wal");
        int refused = 0;
        for (int length = database.length; length > PAGE; length -= PAGE / 2) {
            Files.deleteIfExists(Sqlite.beside(damaged, "-shm"));
            byte[] cut = Arrays.copyOf(database, length);
            Files.write(damaged, cut);
            Files.write(beside, log);
            if (refusal(() -> EmbeddedJournal.create(damaged)) != null) {
                refused++;
                assertThat(damaged).hasBinaryContent(cut);
                assertThat(beside).hasBinaryContent(log);
                assertThat(refusal(() -> SqliteEventLog.open(damaged).close())).contains("restore it from a copy");
            } else {
                try (EventLog logs = SqliteEventLog.open(damaged)) {
                    logs.checkStore();
                    assertThat(logs.rows(run.run())).hasSameSizeAs(run.log());
                }
            }
        }
        assertThat(refused).isPositive().isLessThan(2 * database.length / PAGE);
    }

    @Test
    void a_journal_that_was_restored_can_be_used_again() throws Exception {
        Files.write(damaged, Arrays.copyOf(whole, whole.length / 2));
        assertThat(refusal(() -> EmbeddedJournal.create(damaged))).isNotNull();

        Files.write(damaged, whole);
        EmbeddedJournal.create(damaged);

        assertThat(judge("restored")).isEqualTo("harmless");
    }

    /** What became of it for somebody who reads all runs, and knows their ids and how their reports ended. */
    private String judge(String what) throws Exception {
        boolean named = false;
        String refused = refusal(() -> {
            try (EventLog logs = SqliteEventLog.open(damaged)) {
                logs.checkStore();
                assertThat(logs.runs()).as(what).containsExactlyInAnyOrderElementsOf(runs.keySet());
            }
        });
        if (refused != null) {
            assertThat(refused).as(what).contains(damaged.toString());
            return "refused as a file";
        }
        try (EventLog logs = SqliteEventLog.open(damaged)) {
            for (ScriptedRun run : runs.values()) {
                List<StoredRow> rows;
                try {
                    rows = logs.rows(run.run());
                } catch (CorruptLogException e) {
                    named = true;
                    continue;
                }
                AuditResult result = Audit.of(run.run(), rows)
                        .expecting(run.log().getLast().digest())
                        .result();
                named |= !result.clean();
                assertThat(result.clean()).as("%s: %s", what, result.findings()).isEqualTo(same(run, rows));
            }
        }
        return named ? "named by the audit" : "harmless";
    }

    private static boolean same(ScriptedRun run, List<StoredRow> rows) {
        List<StoredRow> before = run.rows();
        boolean same = rows.size() == before.size();
        for (int i = 0; same && i < rows.size(); i++) {
            same = Arrays.equals(rows.get(i).json(), before.get(i).json())
                    && rows.get(i).sequence() == before.get(i).sequence()
                    && Set.copyOf(rows.get(i).texts())
                            .equals(Set.copyOf(before.get(i).texts()));
        }
        return same;
    }

    /** Something that is to be refused. */
    private interface Attempt {
        void run() throws Exception;
    }

    private static String refusal(Attempt attempt) throws Exception {
        try {
            attempt.run();
            return null;
        } catch (CorruptLogException | JournalException e) {
            return e.getMessage();
        }
    }

    private void count(String outcome) {
        outcomes.merge(outcome, 1, Integer::sum);
    }
}
