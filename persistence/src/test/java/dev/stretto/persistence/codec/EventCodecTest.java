package dev.stretto.persistence.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stretto.engine.attempt.Failure;
import dev.stretto.engine.attempt.FileChange;
import dev.stretto.engine.attempt.StepKind;
import dev.stretto.engine.decision.DispatchMode;
import dev.stretto.engine.decision.Wait;
import dev.stretto.engine.plan.Mode;
import dev.stretto.engine.plan.SynthesisSpec;
import dev.stretto.engine.plan.WorkspaceSpec;
import dev.stretto.engine.run.RunEvent;
import dev.stretto.engine.run.RunEvent.RunCancelRequested;
import dev.stretto.engine.run.RunEvent.TaskCompleted;
import dev.stretto.engine.run.RunStatus;
import dev.stretto.engine.synthesis.CollisionKind;
import dev.stretto.engine.synthesis.Overlap;
import dev.stretto.persistence.codec.Upcasters.Step;
import dev.stretto.persistence.samples.SampleRuns;
import dev.stretto.persistence.samples.ScriptedRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EventCodecTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final Map<Class<?>, String> WORDS = Map.ofEntries(
            Map.entry(WorkspaceSpec.Isolation.class, "auto,worktree,clone,overlay,none"),
            Map.entry(Mode.class, "auto,parallel,sequential"),
            Map.entry(SynthesisSpec.OnConflict.class, "report,order,resolve"),
            Map.entry(SynthesisSpec.Integrate.class, "none,branch,merge"),
            Map.entry(SynthesisSpec.Deletes.class, "report,allow"),
            Map.entry(DispatchMode.class, "single,sequential,parallel,waves"),
            Map.entry(Wait.Kind.class, "needs,writes,locks,sequence"),
            Map.entry(
                    Failure.Kind.class,
                    "exit,timeout,idle,lost,start,cancelled,workspace,unfinished,limit,auth,internal"),
            Map.entry(FileChange.Kind.class, "added,modified,deleted,renamed"),
            Map.entry(StepKind.class, "task,resolution,verification,trial"),
            Map.entry(Overlap.Kind.class, "clean,conflict"),
            Map.entry(
                    CollisionKind.class,
                    "same_lines,edit_delete,rename,both_added,mode,binary,link,type,submodule,file_folder,case,other"),
            Map.entry(RunStatus.class, "running,completed,failed,cancelled"));

    private final EventCodec codec = new EventCodec();

    static Stream<LogEntry> samples() {
        return SampleRuns.all().values().stream().flatMap(run -> run.log().stream());
    }

    /** One of each type. */
    static Stream<LogEntry> types() {
        return samples()
                .collect(Collectors.toMap(LogEntry::type, entry -> entry, (first, second) -> first))
                .values()
                .stream();
    }

    @Test
    void every_type_of_event_has_a_sample_and_a_name_of_its_own() {
        Set<Class<?>> all = leaves(RunEvent.class).collect(Collectors.toSet());

        assertThat(samples().map(entry -> entry.event().getClass()).collect(Collectors.toSet()))
                .isEqualTo(all);
        assertThat(EventTypes.all().stream().map(EventTypes.EventType::data).collect(Collectors.<Class<?>>toSet()))
                .isEqualTo(all);
        assertThat(EventTypes.all())
                .extracting(EventTypes.EventType::name)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[a-z]+(-[a-z]+)+"));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void what_was_written_is_read_again(LogEntry entry) {
        LogEntry read = read(entry.json(), entry);

        assertThat(read.event()).isEqualTo(entry.event());
        assertThat(read.texts()).isEqualTo(entry.texts());
        assertThat(read.at()).isEqualTo(entry.at());
        assertThat(read.cause()).isEqualTo(entry.cause());
        assertThat(read.previous()).isEqualTo(entry.previous());
        assertThat(read).isEqualTo(entry);
        if (entry.texts().isEmpty()) {
            assertThat(codec.seal(read.sequence(), read.at(), read.cause(), read.previous(), read.event())
                            .json())
                    .as("the same event without texts gives the same bytes")
                    .isEqualTo(entry.json());
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void what_is_read_in_one_pass_is_what_is_read_the_long_way(LogEntry entry) {
        TextLookup texts = TextLookup.in(entry.texts());
        LogEntry inOnePass = new CurrentEntryReader(EventTypes::named)
                .read(entry.json(), texts)
                .orElseThrow();
        LogEntry theLongWay =
                codec.read(LogPlace.UNKNOWN, StoredEvent.parse(LogPlace.UNKNOWN, entry.json()), entry.json(), texts);

        assertThat(inOnePass.event()).isEqualTo(theLongWay.event()).isEqualTo(entry.event());
        assertThat(inOnePass.at()).isEqualTo(entry.at());
        assertThat(inOnePass.cause()).isEqualTo(entry.cause());
        assertThat(inOnePass.sequence()).isEqualTo(entry.sequence());
        assertThat(inOnePass.previous()).isEqualTo(entry.previous());
    }

    @ParameterizedTest
    @MethodSource("types")
    void what_is_not_as_it_is_written_today_is_not_read_in_one_pass(LogEntry entry) {
        CurrentEntryReader reader = new CurrentEntryReader(EventTypes::named);
        String json = new String(entry.json(), UTF_8);

        assertThat(Stream.of(
                                json.replaceFirst("\"sequence\":", "\"sequence\":null,\"x\":"),
                                json.replaceFirst("\"version\":\\d+", "\"version\":99"),
                                json.replaceFirst("\"cause\":\"[^\"]*\",", ""),
                                json.replaceFirst("\"data\":\\{", "\"data\":{\"unknown\":1,"),
                                json.replaceFirst("\"data\":\\{", "\"data\":{\"at\":null,\"outcome\":null,"),
                                json.substring(0, json.length() - 1),
                                json + "{}",
                                "[" + json + "]")
                        .filter(changed -> !changed.equals(json))
                        .filter(changed -> reader.read(changed.getBytes(UTF_8), TextLookup.in(entry.texts()))
                                .isPresent()))
                .isEmpty();
    }

    @Test
    void an_entry_is_one_line_of_JSON_in_a_fixed_order() {
        LogEntry entry = codec.seal(
                1, ScriptedRun.START, "cli", LogEntry.NO_PREVIOUS, new RunCancelRequested("no\nlonger needed"));

        assertThat(new String(entry.json(), UTF_8))
                .isEqualTo("{\"sequence\":1,\"at\":\"2026-01-02T03:04:05.678901234Z\",\"cause\":\"cli\",\"previous\":\""
                        + LogEntry.NO_PREVIOUS + "\",\"type\":\"run-cancel-requested\",\"version\":1,"
                        + "\"data\":{\"reason\":\"no\\nlonger needed\"}}");
        assertThat(entry.digest()).isEqualTo(Digests.of(entry.json()));
    }

    @Test
    void the_words_of_a_log_are_these_and_each_is_read_again() throws IOException {
        for (Class<?> type : EventParts.ofAllEvents().types()) {
            if (type.isEnum()) {
                String json = StrettoJson.mapper().writeValueAsString(type.getEnumConstants());

                assertThat(json.replaceAll("[\\[\"\\]]", ""))
                        .as(type.getName() + ": a word that was written once is never given up")
                        .isEqualTo(WORDS.get(type));
                assertThat(StrettoJson.mapper().readValue(json, type.arrayType()))
                        .isEqualTo(type.getEnumConstants());
            }
        }
    }

    @Test
    void what_is_absent_is_left_out() {
        assertThat(samples().map(entry -> new String(entry.json(), UTF_8))).noneMatch(json -> json.contains("null"));
    }

    @Test
    void an_unknown_type_is_not_guessed_at() {
        assertThatThrownBy(() -> codec.read(changed("type", NODES.textNode("task-applauded"))))
                .isInstanceOfSatisfying(UnknownEventException.class, e -> {
                    assertThat(e.type()).isEqualTo("task-applauded");
                    assertThat(e.place().sequence()).isEqualTo(entry().sequence());
                })
                .hasMessageContaining("event 2")
                .hasMessageContaining("'task-applauded' of version 1")
                .hasMessageContaining("newer");
    }

    @Test
    void a_newer_version_is_not_guessed_at() {
        assertThatThrownBy(() -> codec.read(changed("version", NODES.numberNode(2))))
                .isInstanceOfSatisfying(
                        UnknownEventException.class,
                        e -> assertThat(e.version()).isEqualTo(2));
    }

    @Test
    void an_older_version_is_read_by_way_of_all_versions_between() {
        Map<Step, UnaryOperator<ObjectNode>> steps = Map.of(
                new Step("task-completed", -1), old -> old.<ObjectNode>set("name", old.remove("taskName")),
                new Step("task-completed", 0), old -> old.<ObjectNode>set("task", old.remove("name")));
        EventCodec withHistory = new EventCodec(new Upcasters(steps));
        LogEntry today = SampleRuns.merged().log().stream()
                .filter(entry -> entry.event() instanceof TaskCompleted)
                .findFirst()
                .orElseThrow();
        ObjectNode old = tree(today);
        old.put("version", -1);
        ObjectNode data = (ObjectNode) old.get("data");
        data.set("taskName", data.remove("task"));

        LogEntry read = withHistory.read(LogPlace.UNKNOWN, StrettoJson.bytes(old), TextLookup.in(today.texts()));

        assertThat(read.event()).isEqualTo(today.event());
        assertThat(read.digest()).as("of what is stored").isEqualTo(Digests.of(StrettoJson.bytes(old)));
        assertThatThrownBy(() -> codec.read(StrettoJson.bytes(old))).isInstanceOf(UnknownEventException.class);
    }

    @Test
    void bytes_that_are_no_entry_are_corrupt() {
        byte[] whole = entry().json();
        for (byte[] broken : List.of(
                new byte[0],
                "null".getBytes(UTF_8),
                "[]".getBytes(UTF_8),
                "{}".getBytes(UTF_8),
                new byte[] {(byte) 0xff, 0},
                Arrays.copyOf(whole, whole.length - 1),
                (new String(whole, UTF_8) + "x").getBytes(UTF_8),
                new String(whole, UTF_8).replaceFirst("\\{", "{\"sequence\":1,").getBytes(UTF_8),
                new String(whole, UTF_8).replaceFirst("\\{", "{\"more\":1,").getBytes(UTF_8))) {
            assertThatThrownBy(() -> codec.read(broken))
                    .as(new String(broken, UTF_8))
                    .isInstanceOf(CorruptLogException.class)
                    .hasMessageContaining("corrupt");
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void whatever_is_missing_or_of_another_kind_the_error_says_so_and_is_no_accident(LogEntry entry) {
        List<JsonNode> strange = List.of(
                NODES.nullNode(),
                NODES.textNode("strange"),
                NODES.numberNode(1.5),
                NODES.arrayNode(),
                NODES.objectNode());
        for (List<Object> path : paths(tree(entry), List.of())) {
            reads(without(tree(entry), path));
            strange.forEach(node -> reads(with(tree(entry), path, node)));
        }
    }

    @Test
    void a_missing_part_is_named() {
        ObjectNode tree = tree(entry());
        ((ObjectNode) tree.get("data")).remove("attempts");

        assertThatThrownBy(() -> codec.read(StrettoJson.bytes(tree)))
                .isInstanceOf(CorruptLogException.class)
                .hasMessageContaining("'attempts'")
                .hasMessageContaining("event 2");
    }

    /** Either it can be read, or it is said to be corrupt or unknown. */
    private void reads(ObjectNode tree) {
        byte[] json = StrettoJson.bytes(tree);
        try {
            assertThat(codec.read(json).event()).isNotNull();
        } catch (UnrecoverableLogException e) {
            assertThat(e).hasMessageNotContainingAny("NullPointer", "dev.stretto");
        }
    }

    private static List<List<Object>> paths(JsonNode node, List<Object> here) {
        List<List<Object>> paths = new ArrayList<>();
        if (node instanceof ObjectNode object) {
            object.fieldNames().forEachRemaining(name -> add(paths, object.get(name), here, name));
        }
        if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                add(paths, array.get(i), here, i);
            }
        }
        return paths;
    }

    private static void add(List<List<Object>> paths, JsonNode child, List<Object> here, Object step) {
        List<Object> path = Stream.concat(here.stream(), Stream.of(step)).toList();
        paths.add(path);
        paths.addAll(paths(child, path));
    }

    private static ObjectNode without(ObjectNode tree, List<Object> path) {
        JsonNode parent = parent(tree, path);
        if (parent instanceof ObjectNode object) {
            object.remove((String) path.getLast());
        } else {
            ((ArrayNode) parent).remove((Integer) path.getLast());
        }
        return tree;
    }

    private static ObjectNode with(ObjectNode tree, List<Object> path, JsonNode value) {
        JsonNode parent = parent(tree, path);
        if (parent instanceof ObjectNode object) {
            object.set((String) path.getLast(), value);
        } else {
            ((ArrayNode) parent).set((Integer) path.getLast(), value);
        }
        return tree;
    }

    private static JsonNode parent(JsonNode tree, List<Object> path) {
        JsonNode node = tree;
        for (Object step : path.subList(0, path.size() - 1)) {
            node = step instanceof Integer index ? node.get(index) : node.get((String) step);
        }
        return node;
    }

    private LogEntry read(byte[] json, LogEntry texts) {
        return codec.read(LogPlace.UNKNOWN, json, TextLookup.in(texts.texts()));
    }

    private static LogEntry entry() {
        return SampleRuns.broken().log().get(1);
    }

    private static byte[] changed(String field, JsonNode value) {
        ObjectNode tree = tree(entry());
        tree.set(field, value);
        return StrettoJson.bytes(tree);
    }

    private static ObjectNode tree(LogEntry entry) {
        try {
            return (ObjectNode) StrettoJson.mapper().readTree(entry.json());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(EventCodecTest::leaves)
                : Stream.of(type);
    }
}
