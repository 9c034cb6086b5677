package dev.stretto.engine.planning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.plan.Prompt;
import dev.stretto.engine.plan.SubagentSpec;
import dev.stretto.engine.plan.SynthesisSpec;
import dev.stretto.engine.plan.Task;
import dev.stretto.engine.planfile.PlanReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PlanFileWriterTest {
    private static final List<String> HOSTILE = List.of(
            "\n",
            "\r",
            "\r\n",
            "\t",
            " ",
            "  ",
            ": ",
            " #",
            "#",
            "-",
            "- ",
            "---",
            "...",
            "&a",
            "*a",
            "!!int 1",
            "!",
            "|",
            ">",
            "%",
            "@",
            "`",
            "'",
            "\"",
            "\\",
            "{",
            "}",
            "[",
            "]",
            ",",
            "?",
            "? ",
            "=",
            "<<",
            "~",
            "null",
            "yes",
            "No",
            "on",
            "true",
            "0x1F",
            "1e3",
            "1_000",
            "12:30:45",
            "2026-01-01",
            ".inf",
            ".NaN",
            "007",
            "\u0000",
            "\u0007",
            "\u001b[31m",
            "\u007f",
            "\u0085",
            "\u00a0",
            "\u2028",
            "\u2029",
            "\ufeff",
            "\ufffe",
            "\uffff",
            "\ud800",
            "\udc00",
            "😀",
            "é",
            "e\u0301",
            "\u202e",
            "a",
            "bc",
            "word",
            "two words",
            "x: y",
            "key:",
            "{task}",
            "{{ x }}",
            "\n\n",
            "\n  indented",
            " \n",
            "\n ");

    @Test
    void whatever_the_texts_are_the_plan_reads_back_as_it_was() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 150; i++) {
            PlanDraft draft = draft(random);
            String text = PlanFileWriter.write(draft);
            assertThat(read(text))
                    .as("seed %s, plan %s:%n%s", seed, i, text)
                    .usingRecursiveComparison()
                    .isEqualTo(expected(draft));
        }
    }

    @Test
    void it_reads_as_if_a_person_had_written_it() {
        TaskDraft abort = new TaskDraft(
                "abort",
                "Fix AbortTest",
                new Prompt.Parts(
                        "AbortTest.java",
                        "Make it pass: a, b",
                        "a:\n  expected 1\n\nb:\n  no",
                        List.of("Nothing else"),
                        "A summary"),
                List.of("src/**/Abort*.java"),
                List.of("build"),
                List.of("One task, because it is one file.", "Second line."));
        TaskDraft build = new TaskDraft(
                "build", "Build", new Prompt.Parts(null, "yes", null, List.of(), null), null, List.of(), List.of());

        assertThat(PlanFileWriter.write(new PlanDraft(
                        List.of("Made by hand.", "  indented"),
                        new PlanSettings(
                                "n",
                                "All: pass",
                                ".",
                                null,
                                null,
                                Duration.ofMinutes(5),
                                List.of("mvn", "-q", "test"),
                                null),
                        List.of(build, abort),
                        SynthesisSpec.Integrate.NONE)))
                .isEqualTo("""
                        # Made by hand.
                        #   indented
                        version: 1
                        name: "n"
                        goal: "All: pass"
                        workspace:
                          repository: "."
                        defaults:
                          # Who carries the tasks out. Nobody was named, and a plan has to name somebody: replace this line by
                          # { profile: codex }, another agent that Stretto knows, or { command: ["./my-agent", "{promptFile}"] }.
                          subagent: {profile: claude}
                          idle: 5m
                        tasks:
                          - id: build
                            title: Build
                            prompt:
                              goal: "yes"
                          # One task, because it is one file.
                          # Second line.
                          - id: abort
                            title: Fix AbortTest
                            prompt:
                              scope: AbortTest.java
                              goal: "Make it pass: a, b"
                              context: |-
                                a:
                                  expected 1

                                b:
                                  no
                              constraints:
                                - Nothing else
                              returns: A summary
                            writes: ["src/**/Abort*.java"]
                            needs: [build]
                        synthesis:
                          verify: {command: ["mvn", "-q", "test"]}
                          integrate: none
                        """);
    }

    private static Plan read(String text) throws Exception {
        return new PlanReader(Set.of("claude"), Set.of())
                .read("plan.yaml", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), Path.of("/folder"));
    }

    private static PlanDraft draft(Random random) {
        List<TaskDraft> tasks = new ArrayList<>();
        TaskIds ids = new TaskIds();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            List<String> writes = random.nextInt(4) == 0
                    ? null
                    : texts(random).stream()
                            .map(PlanFileWriterTest::path)
                            .map(Globs::of)
                            .toList();
            List<String> after = tasks.isEmpty() || random.nextBoolean()
                    ? List.of()
                    : List.of(tasks.getLast().id());
            tasks.add(new TaskDraft(
                    ids.next(List.of(text(random))), line(random), prompt(random), writes, after, texts(random)));
        }
        SubagentSpec subagent =
                random.nextBoolean() ? null : new SubagentSpec.Command(withFirst(line(random), texts(random)));
        return new PlanDraft(
                texts(random),
                new PlanSettings(
                        line(random),
                        text(random),
                        random.nextBoolean() ? null : "/repo",
                        subagent,
                        random.nextBoolean() ? null : Duration.ofSeconds(1 + random.nextInt(500)),
                        random.nextBoolean() ? null : Duration.ofMillis(1 + random.nextInt(500)),
                        random.nextBoolean() ? null : withFirst(line(random), texts(random)),
                        null),
                tasks,
                List.of(SynthesisSpec.Integrate.values()).get(random.nextInt(3)));
    }

    private static Prompt.Parts prompt(Random random) {
        return new Prompt.Parts(
                random.nextBoolean() ? null : text(random),
                text(random),
                text(random),
                texts(random).stream().map(t -> "x" + t).toList(),
                text(random));
    }

    /** A path as a repository could hold it. */
    private static String path(String text) {
        String path = text.replace("\0", "").replace('/', '-').strip();
        return path.isEmpty()
                        || path.equals(".")
                        || path.equals("..")
                        || !wellFormed(path).equals(path)
                ? "a"
                : "a/" + path;
    }

    private static List<String> withFirst(String first, List<String> rest) {
        List<String> words = new ArrayList<>(rest);
        words.addFirst(first);
        return words;
    }

    private static List<String> texts(Random random) {
        return IntStream.range(0, random.nextInt(4)).mapToObj(i -> text(random)).toList();
    }

    private static String line(Random random) {
        return "x" + text(random);
    }

    private static String text(Random random) {
        return random.ints(random.nextInt(7), 0, HOSTILE.size())
                .mapToObj(HOSTILE::get)
                .collect(Collectors.joining());
    }

    private static String wellFormed(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints()
                .map(c -> c == 0 || (c >= 0xD800 && c <= 0xDFFF) ? 0xFFFD : c)
                .forEach(out::appendCodePoint);
        return out.toString();
    }

    private static List<String> wellFormed(List<String> texts) {
        return texts.stream().map(PlanFileWriterTest::wellFormed).toList();
    }

    private static Plan expected(PlanDraft draft) throws Exception {
        PlanSettings settings = draft.settings();
        Duration timeout = settings.timeout() == null ? Duration.ofMinutes(30) : settings.timeout();
        SubagentSpec subagent = settings.subagent() instanceof SubagentSpec.Command command
                ? new SubagentSpec.Command(wellFormed(command.words()))
                : PlanSettings.SUBAGENT;
        List<Task> tasks = draft.tasks().stream()
                .map(task -> Task.of(task.id(), subagent)
                        .title(wellFormed(task.title()))
                        .prompt(new Prompt.Parts(
                                task.prompt().scope() == null
                                        ? null
                                        : wellFormed(task.prompt().scope()),
                                wellFormed(String.valueOf(task.prompt().goal())),
                                wellFormed(String.valueOf(task.prompt().context())),
                                wellFormed(task.prompt().constraints()),
                                wellFormed(String.valueOf(task.prompt().returns()))))
                        .writes(task.writes())
                        .needs(task.needs())
                        .timeout(timeout)
                        .idle(settings.idle())
                        .backoff(Duration.ofSeconds(5))
                        .build())
                .toList();
        Plan bare = read("version: 1\ntasks: [{ id: a, subagent: { profile: claude } }]"
                + (settings.repository() == null ? "" : "\nworkspace: { repository: /repo }"));
        SynthesisSpec.Verify verify = settings.verify() == null
                ? null
                : new SynthesisSpec.Verify(wellFormed(settings.verify()), timeout, false, SynthesisSpec.Search.DEFAULT);
        return new Plan(
                wellFormed(String.valueOf(settings.name())),
                wellFormed(String.valueOf(settings.goal())),
                bare.workspace(),
                0,
                bare.mode(),
                tasks,
                new SynthesisSpec(verify, SynthesisSpec.OnConflict.REPORT, null, draft.integrate()));
    }
}
