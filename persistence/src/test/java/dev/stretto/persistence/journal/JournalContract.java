package dev.stretto.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.stretto.engine.run.RunEvent.SynthesisFailed;
import dev.stretto.persistence.codec.EventCodec;
import dev.stretto.persistence.codec.LogEntry;
import dev.stretto.persistence.codec.StoredText;
import dev.stretto.persistence.codec.TextEntries;
import dev.stretto.persistence.journal.JournalActor.Answer;
import dev.stretto.persistence.journal.JournalActor.Message;
import dev.stretto.persistence.journal.JournalActor.Read;
import dev.stretto.persistence.journal.JournalActor.Write;
import dev.stretto.persistence.samples.SampleRuns;
import dev.stretto.persistence.samples.ScriptedRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What Stretto relies on in a journal. Each journal inherits it, and none may skip any of it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class JournalContract {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private ActorTestKit kit;

    /** Pekko's settings for a journal that is the same in each call. */
    abstract Config journal() throws Exception;

    /** Opens the log that is written. */
    abstract EventLog log() throws Exception;

    /** Opens the run table that is written. */
    abstract RunTable runs() throws Exception;

    /** Makes the writing of this entry fail from now on; no other entry is touched. */
    abstract void refuse(String run, long sequence) throws Exception;

    @BeforeEach
    void open() throws Exception {
        kit = ActorTestKit.create(journal().withFallback(ConfigFactory.load()));
    }

    @AfterEach
    void close() {
        kit.shutdownTestKit();
    }

    private void restart() throws Exception {
        close();
        open();
    }

    @Test
    void a_new_run_has_an_empty_log() {
        assertThat(read("new").log()).isEmpty();
    }

    @Test
    void what_was_acknowledged_is_replayed_as_it_was_after_a_restart() throws Exception {
        ScriptedRun run = SampleRuns.merged();
        assertThat(write(actor(run.run()), run.log()).failure()).isNull();

        restart();

        assertThat(read(run.run()).log()).isEqualTo(run.log()).zipSatisfy(run.log(), (read, written) -> {
            assertThat(read.event()).isEqualTo(written.event());
            assertThat(read.json()).isEqualTo(written.json());
        });
    }

    @Test
    void batches_are_replayed_in_the_order_of_their_numbers() throws Exception {
        List<LogEntry> log = chain(500);
        ActorRef<Message> actor = actor("long");
        for (int from = 0; from < log.size(); from += 50) {
            write(actor, log.subList(from, from + 50));
        }

        restart();

        assertThat(read("long").log())
                .extracting(LogEntry::sequence)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 500).boxed().toList());
    }

    @Test
    void numbers_go_on_after_a_restart() throws Exception {
        List<LogEntry> log = chain(4);
        write(actor("goes-on"), log.subList(0, 2));
        restart();
        write(actor("goes-on"), log.subList(2, 4));
        restart();

        assertThat(read("goes-on").log()).isEqualTo(log);
    }

    @Test
    void a_batch_is_written_whole_or_not_at_all() throws Exception {
        List<LogEntry> log = chain(6);
        ActorRef<Message> actor = actor("atomic");
        write(actor, log.subList(0, 2));
        refuse("atomic", 5);

        assertThat(write(actor, log.subList(2, 6)).failure()).isNotNull();

        restart();
        assertThat(read("atomic").log()).isEqualTo(log.subList(0, 2));
    }

    @Test
    void a_write_that_fails_harms_no_other_run() throws Exception {
        refuse("refused", 1);
        List<LogEntry> log = chain(3);

        assertThat(write(actor("refused"), log).failure()).isNotNull();

        assertThat(write(actor("accepted"), log).failure()).isNull();
        assertThat(read("accepted").log()).isEqualTo(log);
    }

    @Test
    void runs_that_write_at_the_same_time_do_not_mix() throws Exception {
        List<LogEntry> log = chain(40);
        List<String> runs = IntStream.range(0, 20).mapToObj(i -> "run-" + i).toList();
        List<ActorRef<Message>> actors = runs.stream().map(this::actor).toList();
        TestProbe<Answer> trial = kit.createTestProbe();
        for (int from = 0; from < log.size(); from += 10) {
            List<LogEntry> batch = log.subList(from, from + 10);
            actors.forEach(actor -> actor.tell(new Write(batch, trial.ref())));
        }
        for (int i = 0; i < runs.size() * 4; i++) {
            assertThat(trial.receiveMessage(PATIENCE).failure()).isNull();
        }

        restart();

        assertThat(runs).allSatisfy(run -> assertThat(read(run).log()).isEqualTo(log));
    }

    @Test
    void texts_come_back_with_their_entries_after_a_restart() throws Exception {
        StoredText text = TextEntries.text("salt", "a long story");
        StoredText other = TextEntries.text("pepper", "another");
        LogEntry first = TextEntries.entry(1, LogEntry.NO_PREVIOUS, List.of(text, other));
        LogEntry second = TextEntries.entry(2, first.digest(), List.of());
        write(actor("texts"), List.of(first, second));

        restart();

        assertThat(read("texts").log())
                .isEqualTo(List.of(first, second))
                .extracting(LogEntry::texts)
                .satisfiesExactly(
                        texts -> assertThat(texts).containsExactlyInAnyOrder(text, other),
                        texts -> assertThat(texts).isEmpty());
        try (EventLog log = log()) {
            assertThat(log.rows("texts").getFirst().json()).isEqualTo(first.json());
        }
    }

    @Test
    void many_entries_come_back_with_the_texts_that_are_theirs() throws Exception {
        List<LogEntry> log = new ArrayList<>();
        String previous = LogEntry.NO_PREVIOUS;
        for (int i = 1; i <= 2_500; i++) {
            List<StoredText> texts = i % 2 == 0 ? List.of() : List.of(TextEntries.text("salt", "text " + i));
            log.add(TextEntries.entry(i, previous, texts));
            previous = log.getLast().digest();
        }
        write(actor("many"), log);

        restart();

        assertThat(read("many").log())
                .zipSatisfy(log, (read, written) -> assertThat(read.texts()).isEqualTo(written.texts()));
    }

    @Test
    void an_entry_its_texts_and_its_run_s_row_are_written_together_or_not_at_all() throws Exception {
        ScriptedRun run = SampleRuns.merged();
        ActorRef<Message> actor = actor(run.run());
        write(actor, List.of(run.log().get(0), summarized(run, 2)));
        refuse(run.run(), 4);
        LogEntry third =
                TextEntries.entry(3, run.log().get(1).digest(), List.of(TextEntries.text("salt", "never to be read")));

        assertThat(write(actor, List.of(third, summarized(run, 4))).failure()).isNotNull();

        try (EventLog log = log();
                RunTable table = runs()) {
            assertThat(log.rows(run.run()))
                    .hasSize(2)
                    .allSatisfy(row -> assertThat(row.texts()).isEmpty());
            assertThat(table.find(run.run()).flatMap(RunTable.Row::summary))
                    .isEqualTo(summarized(run, 2).summary());
        }
    }

    private static LogEntry summarized(ScriptedRun run, int length) {
        List<LogEntry> log = run.log().subList(0, length);
        return log.getLast().with(Journals.summary(run.run(), log));
    }

    private ActorRef<Message> actor(String run) {
        return kit.spawn(JournalActor.create(run));
    }

    private Answer write(ActorRef<Message> actor, List<LogEntry> batch) {
        TestProbe<Answer> trial = kit.createTestProbe();
        actor.tell(new Write(batch, trial.ref()));
        return trial.receiveMessage(PATIENCE);
    }

    private Answer read(String run) {
        TestProbe<Answer> trial = kit.createTestProbe();
        actor(run).tell(new Read(trial.ref()));
        return trial.receiveMessage(PATIENCE);
    }

    /** Entries that follow each other; no run has them. */
    static List<LogEntry> chain(int length) {
        EventCodec codec = new EventCodec();
        List<LogEntry> log = new ArrayList<>();
        for (int i = 1; i <= length; i++) {
            String previous =
                    log.isEmpty() ? LogEntry.NO_PREVIOUS : log.getLast().digest();
            log.add(codec.seal(i, ScriptedRun.START, "test", previous, new SynthesisFailed("number " + i)));
        }
        return log;
    }
}
