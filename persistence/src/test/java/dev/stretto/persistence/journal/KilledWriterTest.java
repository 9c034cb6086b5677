package dev.stretto.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.persistence.audit.Audit;
import dev.stretto.persistence.codec.LogEntry;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class KilledWriterTest {
    private static final int KILLS = 6;
    private static final long SEED = 20_260_102;

    @TempDir
    Path folder;

    @Test
    void whatever_was_acknowledged_before_a_kill_is_there_after_it_and_every_chain_is_whole() throws Exception {
        Path journal = folder.resolve("journal.db");
        Random random = new Random(SEED);
        Map<String, LogEntry> acknowledged = new HashMap<>();
        long events = 0;
        for (int kill = 1; kill <= KILLS; kill++) {
            Map<String, String[]> last = killed(journal, 40 + random.nextInt(200));
            assertThat(last).isNotEmpty();
            try (EventLog logs = SqliteEventLog.open(journal)) {
                for (Map.Entry<String, String[]> told : last.entrySet()) {
                    List<LogEntry> log = logs.read(told.getKey());
                    int sequence = Integer.parseInt(told.getValue()[1]);
                    assertThat(log).as("kill " + kill + " of seed " + SEED).hasSizeGreaterThanOrEqualTo(sequence);
                    assertThat(log.get(sequence - 1).digest()).isEqualTo(told.getValue()[2]);
                    assertThat(Audit.verify(told.getKey(), logs.rows(told.getKey()))
                                    .findings())
                            .isEmpty();
                    LogEntry before = acknowledged.put(told.getKey(), log.get(sequence - 1));
                    assertThat(before == null
                                    || log.get((int) before.sequence() - 1).equals(before))
                            .isTrue();
                }
                events = 0;
                for (String run : logs.runs()) {
                    events += logs.rows(run).size();
                }
                logs.checkStore();
            }
        }
        System.out.printf("%d kills of a writing process, seed %d: %,d events, none lost%n", KILLS, SEED, events);
    }

    /** What a writer told before it was killed: for each run its id, the number of its last event and that one's hash. */
    private static Map<String, String[]> killed(Path journal, int lines) throws Exception {
        Map<String, String[]> last = new HashMap<>();
        Process child = JournalChild.start(List.of(), "write", journal);
        try (BufferedReader out = JournalChild.lines(child)) {
            int read = 0;
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                String[] words = line.split(" ", -1);
                if (words.length == 3 && words[2].length() == LogEntry.NO_PREVIOUS.length()) {
                    last.put(words[0], words);
                }
                read++;
                if (read == lines) {
                    // Unlike that of the process itself, this leaves alone what is on its way in the pipe.
                    child.toHandle().destroyForcibly();
                }
            }
            assertThat(read).as("lines before the end").isGreaterThanOrEqualTo(lines);
        } finally {
            child.destroyForcibly().waitFor();
        }
        return last;
    }
}
