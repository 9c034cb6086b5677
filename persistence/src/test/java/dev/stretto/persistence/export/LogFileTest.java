package dev.stretto.persistence.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stretto.engine.attempt.Artifact;
import dev.stretto.persistence.artifact.ArtifactStore;
import dev.stretto.persistence.audit.Audit;
import dev.stretto.persistence.audit.AuditResult;
import dev.stretto.persistence.codec.AuditFinding;
import dev.stretto.persistence.codec.CorruptLogException;
import dev.stretto.persistence.codec.Salts;
import dev.stretto.persistence.codec.StoredRow;
import dev.stretto.persistence.codec.StrettoJson;
import dev.stretto.persistence.codec.UnknownEventException;
import dev.stretto.persistence.samples.SampleArtifacts;
import dev.stretto.persistence.samples.SampleConflicts;
import dev.stretto.persistence.samples.SampleRuns;
import dev.stretto.persistence.samples.SampleSearches;
import dev.stretto.persistence.samples.ScriptedRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LogFileTest {
    private static final String OTHER_DIGEST = "sha256:" + "e".repeat(64);

    @TempDir
    Path folder;

    private final ScriptedRun run = SampleRuns.merged();
    private ArtifactStore artifacts;
    private Path file;

    @BeforeEach
    void store() throws IOException {
        artifacts = SampleArtifacts.in(folder.resolve("artifacts"));
        file = folder.resolve("log.jsonl");
    }

    @Test
    void a_log_is_read_again_byte_for_byte_and_its_artifacts_are_checked() throws Exception {
        LogExport exported = LogExport.write(file, run.run(), run.rows(), artifacts);

        LogFile read = LogFile.read(file);
        assertThat(read.run()).isEqualTo(run.run());
        assertThat(read.complete()).isTrue();
        assertThat(read.rows())
                .extracting(row -> new String(row.json(), UTF_8))
                .containsExactlyElementsOf(run.rows().stream()
                        .map(row -> new String(row.json(), UTF_8))
                        .toList());
        AuditResult result = Audit.of(read).result();
        assertThat(result.findings()).isEmpty();
        assertThat(result.artifacts()).isEqualTo(exported.artifacts()).isEqualTo(5);
        assertThat(result.chain())
                .isEqualTo(exported.chain())
                .isEqualTo(run.log().getLast().digest());
        assertThat(exported.bytes()).isEqualTo(Files.size(file));
        assertThat(exported.absent()).isEmpty();
    }

    @Test
    void the_first_line_says_what_the_file_is_and_what_it_holds() throws Exception {
        LogExport.write(file, run.run(), run.rows(), artifacts);

        assertThat(lines().getFirst())
                .isEqualTo("{\"format\":\"stretto-log\",\"version\":1,\"run\":\"" + run.run() + "\",\"events\":"
                        + run.log().size() + ",\"chain\":\""
                        + run.log().getLast().digest() + "\",\"texts\":"
                        + texts(run) + ",\"artifacts\":5}");
        assertThat(lines().getLast())
                .matches("\\{\"artifact\":\"sha256:[0-9a-f]{64}\",\"bytes\":17,\"offset\":0,\"data\":\".*\"}");
    }

    @Test
    void a_large_artifact_is_written_in_pieces_and_found_to_be_whole() throws Exception {
        byte[] large = new byte[1_000_003];
        new Random(7).nextBytes(large);
        Artifact stored = artifacts.store(large);
        Artifact empty = artifacts.store(new byte[0]);
        ScriptedRun withLarge = SampleRuns.cancelled(stored, empty);

        LogExport exported = LogExport.write(file, withLarge.run(), withLarge.rows(), artifacts);

        assertThat(exported.artifacts()).isEqualTo(2);
        assertThat(lines()).allMatch(line -> line.length() < 70_000);
        assertThat(content(stored.digest())).isEqualTo(large);
        assertThat(Audit.of(LogFile.read(file)).result().findings()).isEmpty();
    }

    @Test
    void what_resolvers_and_trials_have_printed_is_in_it() throws Exception {
        ScriptedRun resolved = SampleConflicts.resolved();
        LogExport.write(file, resolved.run(), resolved.rows(), artifacts);
        assertThat(content(SampleArtifacts.digest("resolver"))).asString(UTF_8).isEqualTo("resolver");
        assertThat(content(SampleArtifacts.digest("objection"))).asString(UTF_8).isEqualTo("objection");
        Files.delete(file);

        ScriptedRun culprits = SampleSearches.culprits();
        LogExport.write(file, culprits.run(), culprits.rows(), artifacts);
        assertThat(content(SampleArtifacts.digest("green"))).asString(UTF_8).isEqualTo("green");
        Files.delete(SampleArtifacts.file(folder.resolve("artifacts"), SampleArtifacts.digest("green")));
        Files.delete(file);

        assertThat(LogExport.write(file, culprits.run(), culprits.rows(), artifacts)
                        .absent())
                .containsExactly(SampleArtifacts.digest("green"));
    }

    @Test
    void an_artifact_that_is_no_longer_whole_is_marked_and_found_by_whoever_reads_the_file() throws Exception {
        Files.delete(SampleArtifacts.file(folder.resolve("artifacts"), SampleArtifacts.digest("a")));
        Files.writeString(SampleArtifacts.file(folder.resolve("artifacts"), SampleArtifacts.digest("v")), "changed");

        LogExport exported = LogExport.write(file, run.run(), run.rows(), artifacts);

        assertThat(exported.absent()).containsExactly(SampleArtifacts.digest("a"), SampleArtifacts.digest("v"));
        assertThat(Audit.of(LogFile.read(file)).result().findings())
                .extracting(AuditFinding::toString)
                .satisfiesExactly(
                        gone -> assertThat(gone).matches("event \\d+: artifact: .* was gone when the log was exported"),
                        changed -> assertThat(changed)
                                .matches(
                                        "event \\d+: artifact: .* was not what it had been when the log was exported"));
    }

    @Test
    void a_file_that_is_there_is_not_written_over() throws Exception {
        Files.writeString(file, "precious");

        assertThatThrownBy(() -> LogExport.write(file, run.run(), run.rows(), artifacts))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(file).hasContent("precious");
    }

    @Test
    void an_export_that_fails_leaves_nothing_behind() throws Exception {
        List<StoredRow> rows = new ArrayList<>(run.rows());
        rows.add(new StoredRow(rows.size() + 1L, "{\n}".getBytes(UTF_8)));

        assertThatThrownBy(() -> LogExport.write(file, run.run(), rows, artifacts))
                .isInstanceOf(CorruptLogException.class)
                .hasMessageContaining("event " + rows.size())
                .hasMessageContaining("line break");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(folder.resolve("artifacts"));
        }
    }

    @Test
    void only_its_owner_can_read_it() throws Exception {
        LogExport.write(file, run.run(), run.rows(), artifacts);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void a_damaged_log_is_written_as_it_is() throws Exception {
        List<StoredRow> rows = new ArrayList<>(run.rows());
        rows.set(3, new StoredRow(4, "no event".getBytes(UTF_8)));
        LogExport.write(file, run.run(), rows, artifacts);

        assertThat(Audit.of(LogFile.read(file)).result().findings())
                .extracting(AuditFinding::toString)
                .anyMatch(finding -> finding.startsWith("event 4: changed"));
    }

    @Test
    void a_bare_list_of_entries_is_read_too() throws Exception {
        Files.write(
                file,
                run.rows().stream().map(row -> new String(row.json(), UTF_8)).toList());

        LogFile read = LogFile.read(file);
        assertThat(read.run()).isEqualTo(run.run());
        assertThat(read.complete()).isFalse();
        AuditResult result = Audit.of(read).result();
        assertThat(result.clean()).isTrue();
        assertThat(result.artifacts()).isNull();
    }

    @Test
    void a_file_of_a_newer_format_is_not_guessed_at() throws Exception {
        LogExport.write(file, run.run(), run.rows(), artifacts);
        rewrite(0, lines().getFirst().replace("\"version\":1", "\"version\":2"));

        assertThatThrownBy(() -> LogFile.read(file))
                .isInstanceOf(UnknownEventException.class)
                .hasMessageContaining("'stretto-log' of version 2")
                .hasMessageContaining("newer");
    }

    @Test
    void what_is_no_log_is_refused() throws Exception {
        for (String content : List.of("", "\n", "{}", "version: 1\ntasks: []\n", "{\"format\":\"stretto-log\"}\n")) {
            Files.writeString(file, content);
            assertThatThrownBy(() -> LogFile.read(file))
                    .as(content)
                    .isInstanceOf(CorruptLogException.class)
                    .hasMessageContaining(file.toString());
        }
    }

    @Test
    void each_part_of_the_header_is_compared_with_what_is_there() throws Exception {
        LogExport.write(file, run.run(), run.rows(), artifacts);
        String header = lines().getFirst();
        int last = run.log().size();

        assertThat(afterwards(header.replace(run.run(), "another")))
                .anyMatch(text -> text.startsWith("event 1: changed"));
        assertThat(afterwards(header.replace("\"events\":" + last, "\"events\":" + (last + 1))))
                .anyMatch(text -> text.startsWith("event " + (last + 1) + ": "));
        assertThat(afterwards(header.replace("\"events\":" + last, "\"events\":" + (last - 1))))
                .containsExactly("event " + last + ": inserted: the file has " + last + " events, and its header says "
                        + (last - 1));
        assertThat(afterwards(header.replaceFirst("sha256:[0-9a-f]{64}", OTHER_DIGEST)))
                .anyMatch(text -> text.startsWith("event " + last + ": changed"));
        assertThat(afterwards(header.replace("\"artifacts\":5", "\"artifacts\":6")))
                .containsExactly("the file: artifact: it has 5 artifacts, and its header says 6");
    }

    @Test
    void an_outcome_without_artifacts_needs_none() throws Exception {
        ScriptedRun none = SampleRuns.cancelled(null, null);

        LogExport exported = LogExport.write(file, none.run(), none.rows(), artifacts);

        assertThat(exported.artifacts()).isZero();
        assertThat(Audit.of(LogFile.read(file)).result().clean()).isTrue();
    }

    private static long texts(ScriptedRun run) {
        return run.rows().stream().mapToLong(row -> row.texts().size()).sum();
    }

    private List<String> afterwards(String header) throws IOException {
        List<String> before = lines();
        rewrite(0, header);
        List<String> findings = Audit.of(LogFile.read(file)).result().findings().stream()
                .map(AuditFinding::toString)
                .toList();
        Files.write(file, before);
        return findings;
    }

    private void rewrite(int line, String text) throws IOException {
        List<String> lines = lines();
        lines.set(line, text);
        Files.write(file, lines);
    }

    private List<String> lines() throws IOException {
        return new ArrayList<>(Files.readAllLines(file));
    }

    /** The pieces of an artifact, put together as anybody could without Stretto. */
    private byte[] content(String digest) throws Exception {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (String line : lines()) {
            if (line.startsWith("{\"artifact\":\"" + digest + "\"")) {
                content.write(StrettoJson.mapper().readTree(line).path("data").binaryValue());
            }
        }
        byte[] stored = content.toByteArray();
        return Arrays.copyOfRange(stored, Salts.BYTES, stored.length);
    }
}
