package dev.stretto.persistence.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stretto.engine.attempt.Artifact;
import dev.stretto.engine.run.RunEvent;
import dev.stretto.persistence.artifact.ArtifactStore;
import dev.stretto.persistence.audit.Tampering.Case;
import dev.stretto.persistence.codec.ArtifactsOf;
import dev.stretto.persistence.codec.AuditFinding;
import dev.stretto.persistence.codec.CorruptLogException;
import dev.stretto.persistence.codec.Digests;
import dev.stretto.persistence.codec.EventCodec;
import dev.stretto.persistence.codec.EventTypes;
import dev.stretto.persistence.codec.LogEntry;
import dev.stretto.persistence.codec.StoredRow;
import dev.stretto.persistence.codec.TextLookup;
import dev.stretto.persistence.codec.UnrecoverableLogException;
import dev.stretto.persistence.export.LogExport;
import dev.stretto.persistence.export.LogFile;
import dev.stretto.persistence.journal.TamperedJournal;
import dev.stretto.persistence.samples.SampleArtifacts;
import dev.stretto.persistence.samples.SampleConflicts;
import dev.stretto.persistence.samples.SampleRuns;
import dev.stretto.persistence.samples.SampleSearches;
import dev.stretto.persistence.samples.ScriptedRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Does everything to a log that can be done to one event, to every event, and wants each to be found and named: in the rows of
 * a real journal, and in an exported file. Prints the table that {@code docs/audit.md} promises.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TamperingTest {
    private static final String JOURNAL = "journal";
    private static final String FILE = "exported file";
    private static final Pattern EVENT = Pattern.compile("event (\\d+)");

    /** Enough of them to have every type of event: what is done to one log takes time with the square of its length. */
    private static final List<ScriptedRun> RUNS = List.of(
            SampleRuns.merged(),
            SampleRuns.broken(),
            SampleRuns.cancelled(),
            SampleRuns.reopened(),
            SampleRuns.erased(),
            SampleConflicts.resolved(),
            SampleSearches.searchEnded());

    /** How often a kind was tried, and what came of it. */
    private static final class Tally {
        private int tried;
        private int found;
        private int named;
        private int onlyByTheEnd;
    }

    @TempDir
    Path folder;

    private static final Map<String, Tally> TABLE = new TreeMap<>();
    private final List<String> missed = new ArrayList<>();

    @AfterAll
    static void print() {
        System.out.printf(
                "%n%-14s %-46s %6s %6s %6s %12s%n", "where", "what was done", "tried", "found", "named", "by end hash");
        TABLE.forEach((kind, tally) -> System.out.printf(
                "%-61s %6d %6d %6d %12d%n", kind, tally.tried, tally.found, tally.named, tally.onlyByTheEnd));
    }

    @Test
    void it_is_done_to_every_type_of_event() {
        assertThat(RUNS.stream()
                        .flatMap(run -> run.log().stream())
                        .map(LogEntry::type)
                        .collect(Collectors.toSet()))
                .isEqualTo(EventTypes.all().stream()
                        .map(EventTypes.EventType::name)
                        .collect(Collectors.toSet()));
    }

    @Test
    void whatever_is_done_to_an_event_in_the_journal_is_found_and_named() throws Exception {
        ArtifactStore artifacts = SampleArtifacts.in(folder.resolve("artifacts"));
        for (ScriptedRun run : RUNS) {
            try (TamperedJournal journal = new TamperedJournal(folder.resolve(run.run() + ".db"), run.run())) {
                journal.replace(bytes(run));
                assertThat(audit(run, journal, artifacts).result().findings()).isEmpty();
                for (Case tampering : Tampering.of(run)) {
                    journal.replace(tampering.entries());
                    judge(JOURNAL, run, tampering, audit(run, journal, artifacts));
                }
            }
        }
        assertThat(missed).isEmpty();
    }

    @Test
    void a_row_that_is_gone_or_has_another_number_is_found_and_named() throws Exception {
        ArtifactStore artifacts = SampleArtifacts.in(folder.resolve("artifacts"));
        ScriptedRun run = SampleRuns.merged();
        try (TamperedJournal journal = new TamperedJournal(folder.resolve("rows.db"), run.run())) {
            for (int number = 1; number <= run.log().size(); number++) {
                boolean last = number == run.log().size();
                journal.replace(bytes(run));
                journal.delete(number);
                count(JOURNAL + "|row deleted", run, number, last, audit(run, journal, artifacts));
                journal.replace(bytes(run));
                journal.renumber(number, 1000 + number);
                count(JOURNAL + "|row renumbered", run, number, false, audit(run, journal, artifacts));
            }
        }
        assertThat(missed).isEmpty();
    }

    @Test
    void a_row_that_is_hidden_from_engines_is_named() throws Exception {
        ScriptedRun run = SampleRuns.merged();
        try (TamperedJournal journal = new TamperedJournal(folder.resolve("hidden.db"), run.run())) {
            for (int number = 1; number <= run.log().size(); number++) {
                journal.replace(bytes(run));
                journal.hide(number);
                assertThatThrownBy(journal::rows)
                        .isInstanceOf(CorruptLogException.class)
                        .hasMessageContaining("event " + number + " ")
                        .hasMessageContaining("marked as deleted");
            }
        }
    }

    @Test
    void whatever_is_done_to_an_event_in_an_exported_file_is_found_and_named_also_at_its_end() throws Exception {
        Path artifacts = folder.resolve("artifacts");
        for (ScriptedRun run : RUNS) {
            Path exported = folder.resolve(run.run() + ".jsonl");
            LogExport.write(exported, run.run(), run.rows(), SampleArtifacts.in(artifacts));
            List<byte[]> lines =
                    LogFile.read(exported).rows().stream().map(StoredRow::json).toList();
            assertThat(lines).hasSize(run.log().size());
            List<byte[]> rest = Arrays.stream(Files.readString(exported).split("(?<=\n)", -1))
                    .map(line -> line.getBytes(UTF_8))
                    .toList();
            Path changed = folder.resolve("changed.jsonl");
            for (Case tampering : Tampering.of(run)) {
                write(changed, rest.getFirst(), tampering.entries(), rest.subList(1 + lines.size(), rest.size()));
                judge(FILE, run, tampering, Audit.of(LogFile.read(changed)));
            }
        }
        assertThat(missed).isEmpty();
        assertThat(TABLE.entrySet())
                .filteredOn(tally -> tally.getKey().startsWith(FILE))
                .as("nothing in a file needs more than the file")
                .allMatch(tally -> tally.getValue().onlyByTheEnd == 0);
    }

    @Test
    void every_changed_byte_and_every_cut_of_an_exported_file_is_found() throws Exception {
        ScriptedRun run = SampleRuns.cancelled();
        Path exported = folder.resolve("log.jsonl");
        LogExport.write(exported, run.run(), run.rows(), SampleArtifacts.in(folder.resolve("artifacts")));
        byte[] whole = Files.readAllBytes(exported);
        for (int at = 0; at < whole.length; at++) {
            byte[] changed = whole.clone();
            changed[at] ^= 1;
            assertFound("byte changed|", changed, "byte " + at);
            assertFound("cut off|", Arrays.copyOf(whole, at), "cut at " + at);
        }
        assertThat(missed).isEmpty();
    }

    @Test
    void changed_and_removed_artifacts_are_found_and_the_events_that_refer_to_them_named() throws Exception {
        Path stored = folder.resolve("artifacts");
        ArtifactStore artifacts = SampleArtifacts.in(stored);
        for (ScriptedRun run : SampleRuns.all().values()) {
            Path exported = folder.resolve(run.run() + ".jsonl");
            LogExport.write(exported, run.run(), run.rows(), artifacts);
            List<String> lines = Files.readAllLines(exported);
            for (LogEntry entry : run.log()) {
                int number = Math.toIntExact(entry.sequence());
                for (Artifact artifact : ArtifactsOf.event(entry.event())) {
                    if (!artifacts.has(artifact.digest())) {
                        continue; // it was erased
                    }
                    changeStored(run, number, SampleArtifacts.file(stored, artifact.digest()), artifacts);
                    changeExported(run, number, lines, line(lines, artifact.digest()));
                }
            }
        }
        assertThat(missed).isEmpty();
    }

    private void changeStored(ScriptedRun run, int number, Path file, ArtifactStore artifacts) throws IOException {
        Audit audit = Audit.of(run.run(), run.rows()).with(artifacts);
        byte[] content = Files.readAllBytes(file);
        Files.writeString(file, "something else");
        count(JOURNAL + "|artifact changed", run, number, false, audit);
        Files.delete(file);
        count(JOURNAL + "|artifact removed", run, number, false, audit);
        Files.write(file, content);
    }

    private void changeExported(ScriptedRun run, int number, List<String> lines, int at) throws IOException {
        Path changed = folder.resolve("changed.jsonl");
        Files.write(changed, with(lines, at, lines.get(at).replaceFirst("\"data\":\"..", "\"data\":\"eg")));
        count(FILE + "|artifact changed", run, number, false, Audit.of(LogFile.read(changed)));
        Files.write(changed, with(lines, at, null));
        count(FILE + "|artifact removed", run, number, false, Audit.of(LogFile.read(changed)));
    }

    @Test
    void an_end_that_was_cut_off_is_found_by_the_hash_that_the_report_gave_and_in_a_file_by_its_header()
            throws Exception {
        ScriptedRun run = SampleRuns.broken();
        int size = run.log().size();
        String chain = run.log().getLast().digest();
        Path exported = folder.resolve("log.jsonl");
        LogExport.write(exported, run.run(), run.rows(), SampleArtifacts.in(folder.resolve("artifacts")));
        List<String> lines = Files.readAllLines(exported);
        for (int left = 1; left < size; left++) {
            Audit cut = Audit.of(run.run(), run.rows().subList(0, left));
            assertThat(cut.result().findings()).as("the chain cannot tell").isEmpty();
            count(JOURNAL + "|end cut off", run, left, true, cut);
            assertThat(cut.expecting(chain).result().findings())
                    .extracting(AuditFinding::kind)
                    .containsExactly(AuditFinding.Kind.END);
            List<String> rest = new ArrayList<>(lines.subList(0, left + 1));
            rest.addAll(lines.subList(size + 1, lines.size()));
            Path changed = Files.write(folder.resolve("changed.jsonl"), rest);
            count(FILE + "|end cut off", run, left + 1, false, Audit.of(LogFile.read(changed)));
        }
        assertThat(missed).isEmpty();
    }

    @Test
    void a_log_that_has_gone_on_since_the_report_still_has_the_event_in_which_that_ended() {
        ScriptedRun run = SampleRuns.broken();

        for (LogEntry entry : run.log()) {
            assertThat(Audit.of(run.run(), run.rows())
                            .expecting(entry.digest())
                            .result()
                            .clean())
                    .isTrue();
        }
    }

    @Test
    void a_log_that_was_written_anew_as_a_whole_is_found_by_the_hash_that_the_report_gave_and_by_nothing_else() {
        ScriptedRun run = SampleRuns.merged();
        for (int from = 1; from <= run.log().size(); from++) {
            List<StoredRow> anew = anew(run, from);
            Audit audit = Audit.of(run.run(), anew);
            assertThat(audit.result().findings())
                    .as("documented: the chain is whole")
                    .isEmpty();
            count(JOURNAL + "|written anew from an event on", run, from, true, audit);
            assertThat(audit.expecting(run.log().getLast().digest()).result().clean())
                    .isFalse();
        }
    }

    /** The same events, caused by somebody else, with all hashes right. */
    private static List<StoredRow> anew(ScriptedRun run, int from) {
        EventCodec codec = new EventCodec();
        List<LogEntry> forged = new ArrayList<>(run.log().subList(0, from - 1));
        for (LogEntry entry : run.log().subList(from - 1, run.log().size())) {
            String previous =
                    forged.isEmpty() ? LogEntry.NO_PREVIOUS : forged.getLast().digest();
            forged.add(codec.seal(entry.sequence(), entry.at(), "somebody else", previous, entry.event()));
        }
        return forged.stream().map(StoredRow::of).toList();
    }

    private static Audit audit(ScriptedRun run, TamperedJournal journal, ArtifactStore artifacts) throws Exception {
        return Audit.of(run.run(), withTexts(run, journal.rows())).with(artifacts);
    }

    /** What is done to the rows is not done to the texts beside them: each stays with the row that mentions it. */
    private static List<StoredRow> withTexts(ScriptedRun run, List<StoredRow> rows) {
        TextLookup texts = TextLookup.in(
                run.rows().stream().flatMap(row -> row.texts().stream()).toList());
        return rows.stream()
                .map(row -> new StoredRow(
                        row.sequence(),
                        row.json(),
                        Digests.within(row.json()).stream()
                                .flatMap(digest -> texts.of(digest).stream())
                                .toList()))
                .toList();
    }

    private void judge(String where, ScriptedRun run, Case tampering, Audit audit) {
        if (sameAsBefore(run, tampering)) {
            return;
        }
        count(where + "|" + tampering.kind(), run, tampering.numbers(), tampering.what(), tampering.atEnd(), audit);
    }

    private static boolean sameAsBefore(ScriptedRun run, Case tampering) {
        List<byte[]> before = bytes(run);
        if (before.size() != tampering.entries().size()) {
            return false;
        }
        for (int i = 0; i < before.size(); i++) {
            if (!Arrays.equals(before.get(i), tampering.entries().get(i))) {
                return false;
            }
        }
        return true;
    }

    private void count(String kind, ScriptedRun run, int number, boolean atEnd, Audit audit) {
        count(kind, run, Set.of(number), "event " + number, atEnd, audit);
    }

    private void count(String kind, ScriptedRun run, Set<Integer> numbers, String what, boolean atEnd, Audit audit) {
        Tally tally = tally(kind);
        tally.tried++;
        AuditResult alone = audit.result();
        AuditResult result = alone;
        if (alone.clean() && atEnd) {
            tally.onlyByTheEnd++;
            result = audit.expecting(run.log().getLast().digest()).result();
        }
        if (result.clean()) {
            missed.add(kind + ": " + what + " was not found");
            return;
        }
        tally.found++;
        if (alone.clean()
                || result.findings().stream()
                        .anyMatch(finding -> names(finding, numbers) || missesWhatWasErased(run, finding, numbers))) {
            tally.named++;
        } else {
            missed.add(kind + ": " + what + " was found, but not named: " + result.findings());
        }
    }

    /** Without the event that says so, what was erased is missing where it was. */
    private static boolean missesWhatWasErased(ScriptedRun run, AuditFinding finding, Set<Integer> numbers) {
        return finding.kind() == AuditFinding.Kind.TEXT
                && numbers.stream()
                        .allMatch(number -> run.log().get(number - 1).event() instanceof RunEvent.TextsErased);
    }

    private static boolean names(AuditFinding finding, Set<Integer> numbers) {
        Matcher matcher = EVENT.matcher(finding.toString());
        while (matcher.find()) {
            if (numbers.contains(Integer.valueOf(matcher.group(1)))) {
                return true;
            }
        }
        return false;
    }

    private void assertFound(String kind, byte[] content, String what) throws IOException {
        Tally tally = tally(FILE + "|" + kind.replace("|", " anywhere"));
        tally.tried++;
        Path changed = folder.resolve("changed.jsonl");
        Files.write(changed, content);
        try {
            AuditResult result = Audit.of(LogFile.read(changed)).result();
            if (result.clean()) {
                missed.add(kind + what);
                return;
            }
        } catch (UnrecoverableLogException e) {
            assertThat(e).hasMessageContaining(changed.toString());
        }
        tally.found++;
        tally.named++;
    }

    private Tally tally(String kind) {
        String[] parts = kind.split("\\|", -1);
        return TABLE.computeIfAbsent(String.format("%-14s %s", parts[0], parts[1]), key -> new Tally());
    }

    private static List<byte[]> bytes(ScriptedRun run) {
        return run.log().stream().map(LogEntry::json).toList();
    }

    private static void write(Path file, byte[] header, List<byte[]> entries, List<byte[]> artifacts)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(header);
        for (byte[] entry : entries) {
            out.write(entry);
            out.write('\n');
        }
        for (byte[] line : artifacts) {
            out.write(line);
        }
        Files.write(file, out.toByteArray());
    }

    private static int line(List<String> lines, String digest) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("{\"artifact\":\"" + digest)) {
                return i;
            }
        }
        throw new AssertionError(digest);
    }

    private static List<String> with(List<String> lines, int at, String line) {
        List<String> changed = new ArrayList<>(lines);
        changed.remove(at);
        if (line != null) {
            changed.add(at, line);
        }
        return changed;
    }
}
