package dev.stretto.benchmarks.whole;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.stretto.benchmarks.harness.Benchmark;
import dev.stretto.benchmarks.harness.Contest;
import dev.stretto.benchmarks.harness.Contestant;
import dev.stretto.benchmarks.harness.Contests;
import dev.stretto.benchmarks.harness.Ground;
import dev.stretto.benchmarks.harness.Unit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a task in flight occupies, each figure in a Java process of its own. */
public final class Memory implements Benchmark {
    private static final double MOST_A_TASK = 3 * 1024.0;
    private static final int GOAL_IS_FOR = 100_000;

    private final Ground ground;

    public Memory(Ground ground) {
        this.ground = ground;
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public String description() {
        return "what tasks in flight occupy, all of them functions that wait; beyond what an idle engine does";
    }

    @Override
    public void hold(Contests contests) throws Exception {
        for (int size : contests.sizes(1_000, 10_000, 100_000)) {
            Double goal = size == GOAL_IS_FOR ? MOST_A_TASK * size : null;
            contest(contests, "heap", size, goal);
            contest(contests, "resident", size, null);
        }
    }

    private void contest(Contests contests, String what, int size, @Nullable Double goal) throws Exception {
        contests.hold(new Contest(
                what,
                size,
                Unit.BYTES,
                new Contestant("stretto", () -> trial("engine", size).path(what).doubleValue(), goal),
                List.of(Contestant.of(
                        "virtual threads that wait",
                        () -> trial("threads", size).path(what).doubleValue())),
                null));
    }

    private JsonNode trial(String kind, int size) throws IOException, InterruptedException {
        Path folder = ground.folder();
        Path answer = folder.resolve("answer.json");
        Commands.seconds(
                folder,
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx3g",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-Dsun.misc.unsafe.memory.access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                MemoryProbe.class.getName(),
                kind,
                Integer.toString(size),
                folder.toString(),
                answer.toString());
        return JsonMapper.builder().build().readTree(answer.toFile());
    }
}
