package dev.stretto.benchmarks.whole;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.stretto.subagents.function.FunctionResult;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A process that brings tasks into flight, and writes down how much more heap and memory it has than before. */
public final class MemoryProbe {
    private static final double KIBIBYTE = 1024;
    private static final int COLLECTIONS = 3;

    private MemoryProbe() {}

    private record Occupied(double heap, double resident) {}

    /** {@code engine|threads TASKS FOLDER ANSWER}. */
    public static void main(String[] args) throws Exception {
        int tasks = Integer.parseInt(args[1]);
        Occupied added = args[0].equals("engine") ? engine(tasks, Path.of(args[2])) : threads(tasks);
        JsonMapper.builder()
                .build()
                .writeValue(Path.of(args[3]).toFile(), Map.of("heap", added.heap(), "resident", added.resident()));
        Runtime.getRuntime().halt(0);
    }

    private static Occupied engine(int tasks, Path folder) throws Exception {
        CountDownLatch forEver = new CountDownLatch(1);
        CountDownLatch warm = new CountDownLatch(2);
        CountDownLatch called = new CountDownLatch(tasks + 2);
        OpenEngine engine = OpenEngine.on(folder.resolve("data"), call -> {
            called.countDown();
            warm.countDown();
            forEver.await();
            return new FunctionResult(null, null);
        });
        engine.start(Plans.ofFunctions(2, OpenEngine.FUNCTION));
        warm.await();
        Occupied before = occupied();
        engine.start(Plans.ofFunctions(tasks, OpenEngine.FUNCTION));
        called.await();
        return added(before, occupied());
    }

    private static Occupied threads(int tasks) throws Exception {
        CountDownLatch forEver = new CountDownLatch(1);
        CountDownLatch called = new CountDownLatch(tasks);
        Occupied before = occupied();
        for (int i = 0; i < tasks; i++) {
            Thread.startVirtualThread(() -> {
                called.countDown();
                try {
                    forEver.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        called.await();
        return added(before, occupied());
    }

    private static Occupied added(Occupied before, Occupied after) {
        return new Occupied(after.heap() - before.heap(), after.resident() - before.resident());
    }

    private static Occupied occupied() throws IOException {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        double heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        String resident = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .findFirst()
                .orElseThrow();
        return new Occupied(heap, Long.parseLong(resident.replaceAll("\\D", "")) * KIBIBYTE);
    }
}
