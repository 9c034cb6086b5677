package dev.stretto.persistence.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.run.RunEvent;
import dev.stretto.persistence.artifact.ArtifactStore;
import dev.stretto.persistence.codec.AuditFinding;
import dev.stretto.persistence.codec.AuditFinding.Kind;
import dev.stretto.persistence.codec.EventCodec;
import dev.stretto.persistence.codec.LogEntry;
import dev.stretto.persistence.codec.StoredRow;
import dev.stretto.persistence.codec.StoredText;
import dev.stretto.persistence.samples.SampleArtifacts;
import dev.stretto.persistence.samples.SampleRuns;
import dev.stretto.persistence.samples.ScriptedRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AuditTest {
    private final ScriptedRun run = SampleRuns.merged();
    private final List<StoredRow> rows = run.rows();
    private final int last = rows.size();

    @Test
    void a_log_that_nobody_touched_is_clean() {
        SampleRuns.all().values().forEach(sample -> {
            AuditResult result = Audit.verify(sample.run(), sample.rows());

            assertThat(result.findings()).isEmpty();
            assertThat(result.clean()).isTrue();
            assertThat(result.events()).isEqualTo(sample.log().size());
            assertThat(result.chain()).isEqualTo(sample.log().getLast().digest());
        });
    }

    @Test
    void each_single_change_is_found_and_named() {
        for (int number : numbers(1, last - 1)) {
            assertThat(findings(replace(number, bytes -> edit(bytes, "\"cause\":\"", "\"cause\":\"not "))))
                    .as("a changed cause of event " + number)
                    .containsExactly(number + " changed");
            assertThat(findings(replace(number, bytes -> new byte[] {'{'})))
                    .as("broken JSON in event " + number)
                    .containsExactly(number + " changed");
        }
    }

    @Test
    void each_change_of_a_link_is_found_and_named() {
        for (int number : numbers(1, last)) {
            assertThat(findings(replace(number, AuditTest::otherLink)))
                    .as("a changed link of event " + number)
                    .contains((number == last ? number - 1 : number) + " changed")
                    .hasSize(1);
        }
    }

    @Test
    void each_removal_is_found_and_named() {
        for (int number : numbers(1, last - 1)) {
            List<StoredRow> without = new ArrayList<>(rows);
            without.remove(number - 1);

            assertThat(findings(without)).as("without event " + number).contains(number + " removed");
            assertThat(findings(numbered(without)))
                    .as("without event " + number + ", the others moved up")
                    .contains(number + " removed");
        }
    }

    @Test
    void a_cut_off_end_is_told_by_the_digest_that_the_report_gave() {
        AuditResult result = Audit.verify(run.run(), rows.subList(0, last - 1));

        assertThat(result.findings()).isEmpty();
        assertThat(result.chain()).isNotEqualTo(run.log().getLast().digest());
    }

    @Test
    void each_swap_is_found_and_named() {
        for (int number : numbers(1, last - 1)) {
            List<StoredRow> swapped = new ArrayList<>(rows);
            swapped.set(number - 1, rows.get(number));
            swapped.set(number, rows.get(number - 1));

            assertThat(findings(numbered(swapped)))
                    .as("events " + number + " and " + (number + 1) + " swapped")
                    .contains(number + " reordered", number + 1 + " reordered")
                    .noneMatch(finding -> finding.endsWith("changed") || finding.endsWith("removed"));
        }
    }

    @Test
    void each_insertion_is_found_and_named() {
        for (int number : numbers(2, last - 1)) {
            LogEntry before = run.log().get(number - 2);
            LogEntry forged = new EventCodec()
                    .seal(
                            number,
                            before.at(),
                            "nobody",
                            before.digest(),
                            new RunEvent.RunCancelRequested("put in between"));
            List<StoredRow> more = new ArrayList<>(rows);
            more.add(number - 1, StoredRow.of(forged));

            assertThat(findings(numbered(more)))
                    .as("an event put in as number " + number)
                    .contains(number + " inserted")
                    .noneMatch(finding -> finding.endsWith("changed") || finding.endsWith("removed"));
        }
    }

    @Test
    void a_log_that_was_forged_with_all_its_hashes_still_has_to_be_one_that_a_run_can_have() {
        LogEntry end = run.log().getLast();
        LogEntry more = new EventCodec()
                .seal(last + 1L, end.at(), "nobody", end.digest(), new RunEvent.SynthesisFailed("after the end"));
        List<StoredRow> forged = new ArrayList<>(rows);
        forged.add(StoredRow.of(more));

        assertThat(Audit.verify(run.run(), forged).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.ILLEGAL);
            assertThat(finding.sequence()).isEqualTo(last + 1L);
            assertThat(finding.toString()).contains("is over, but its log goes on");
        });
    }

    @Test
    void another_runs_log_is_not_taken_for_this_ones() {
        assertThat(Audit.verify("another", rows).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.toString()).contains(run.run()));
    }

    @Test
    void an_unknown_event_is_named_and_the_rest_is_still_checked() {
        List<StoredRow> strange = replace(last, bytes -> edit(bytes, "\"version\":1", "\"version\":7"));

        assertThat(findings(strange)).containsExactly(last + " unknown");
    }

    @Test
    void missing_and_damaged_artifacts_are_found(@TempDir Path folder) throws Exception {
        ArtifactStore artifacts = SampleArtifacts.in(folder);
        assertThat(Audit.verify(run.run(), rows, artifacts).findings()).isEmpty();
        Files.writeString(SampleArtifacts.file(folder, SampleArtifacts.digest("a")), "changed");
        Files.delete(SampleArtifacts.file(folder, SampleArtifacts.digest("v")));

        assertThat(Audit.verify(run.run(), rows, artifacts).findings())
                .extracting(AuditFinding::message)
                .satisfiesExactly(
                        first -> assertThat(first).endsWith("is not what it was"),
                        second -> assertThat(second).endsWith("is gone"));
    }

    @Test
    void a_text_that_is_gone_or_changed_without_an_erasure_is_found() {
        for (StoredRow row : rows) {
            for (StoredText text : row.texts()) {
                StoredText other = new StoredText(text.digest(), text.salt(), "\"other\"".getBytes(UTF_8));
                List<StoredText> rest =
                        row.texts().stream().filter(one -> !one.equals(text)).toList();

                assertThat(findings(with(row, rest)))
                        .as(text.digest() + " is gone")
                        .containsExactly(row.sequence() + " text");
                assertThat(findings(with(
                                row,
                                Stream.concat(rest.stream(), Stream.of(other)).toList())))
                        .as(text.digest() + " is another one")
                        .contains(row.sequence() + " text");
            }
        }
    }

    @Test
    void a_text_that_no_event_has_is_found() {
        List<StoredText> texts = rows.getFirst().texts();

        assertThat(findings(with(rows.get(1), texts))).contains("2 text");
    }

    @Test
    void what_was_erased_is_not_missed_and_is_named_with_who_when_and_why() {
        ScriptedRun erased = SampleRuns.erased();

        AuditResult result = Audit.of(erased.run(), erased.rows()).result();

        assertThat(result.findings()).isEmpty();
        assertThat(result.texts()).isZero();
        assertThat(result.erasures())
                .satisfiesExactly(
                        first -> {
                            assertThat(first.task()).isEqualTo("a");
                            assertThat(first.reason()).isEqualTo("a key in the prompt");
                            assertThat(first.by()).isEqualTo("user alice");
                            assertThat(first.event()).isEqualTo(7);
                            assertThat(first.at()).isEqualTo(erased.log().get(6).at());
                            assertThat(List.of(first.texts(), first.artifacts()))
                                    .containsExactly(2, 1);
                        },
                        second -> assertThat(second.task()).isNull());
    }

    @Test
    void what_was_to_be_erased_and_is_still_there_is_found() {
        ScriptedRun erased = SampleRuns.erased();
        List<StoredRow> all = erased.log().stream().map(StoredRow::of).toList();

        assertThat(Audit.of(erased.run(), all).result().findings())
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.toString()).contains("is still there, though event"));
    }

    private List<StoredRow> with(StoredRow row, List<StoredText> texts) {
        List<StoredRow> changed = new ArrayList<>(rows);
        changed.set(Math.toIntExact(row.sequence() - 1), new StoredRow(row.sequence(), row.json(), texts));
        return changed;
    }

    private List<StoredRow> replace(int number, UnaryOperator<byte[]> change) {
        List<StoredRow> changed = new ArrayList<>(rows);
        changed.set(
                number - 1,
                new StoredRow(
                        number,
                        change.apply(rows.get(number - 1).json()),
                        rows.get(number - 1).texts()));
        return changed;
    }

    private List<String> findings(List<StoredRow> tampered) {
        return Audit.verify(run.run(), tampered).findings().stream()
                .filter(finding -> finding.kind() != Kind.ILLEGAL)
                .map(finding -> finding.sequence() + " " + finding.kind())
                .toList();
    }

    private static List<StoredRow> numbered(List<StoredRow> rows) {
        IntFunction<StoredRow> numbered =
                i -> new StoredRow(i + 1L, rows.get(i).json(), rows.get(i).texts());
        return IntStream.range(0, rows.size()).mapToObj(numbered).toList();
    }

    private static List<Integer> numbers(int from, int to) {
        return IntStream.rangeClosed(from, to).boxed().toList();
    }

    private static byte[] edit(byte[] bytes, String from, String to) {
        String text = new String(bytes, UTF_8);
        assertThat(text).contains(from);
        return text.replace(from, to).getBytes(UTF_8);
    }

    private static byte[] otherLink(byte[] bytes) {
        return new String(bytes, UTF_8)
                .replaceFirst("\"previous\":\"sha256:[0-9a-f]{64}", "\"previous\":\"sha256:" + "e".repeat(64))
                .getBytes(UTF_8);
    }
}
