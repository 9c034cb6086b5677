package dev.stretto.app.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Kills engines at random moments, and checks that nothing is lost and nothing is done twice. Started by the script {@code soak}. */
public final class Soak {
    private static final int TOLD_EVERY = 50;

    private Soak() {}

    /**
     * What a soak came to.
     *
     * @param kills how many engines were killed
     * @param runs how many runs there were
     * @param events how many events their logs have
     * @param attempts how many attempts they took
     */
    public record Tally(int kills, int runs, int events, int attempts) {
        Tally plus(Tally other) {
            return new Tally(kills + other.kills, runs + other.runs, events + other.events, attempts + other.attempts);
        }
    }

    /** The arguments are how many kills, the seed, how many lanes, and a folder to work in. */
    public static void main(String[] args) throws Exception {
        long start = System.nanoTime();
        Tally tally =
                run(Path.of(args[3]), Integer.parseInt(args[0]), Long.parseLong(args[1]), Integer.parseInt(args[2]));
        System.out.println(tally.kills() + " kills, " + tally.runs() + " runs, " + tally.attempts() + " attempts, "
                + tally.events() + " events in "
                + Duration.ofNanos(System.nanoTime() - start).toSeconds() + " s (seed "
                + args[1] + "): no acknowledged event lost, every run ended, every chain verifies, no attempt repeated,"
                + " no process and no worktree left");
    }

    /**
     * Drives several data directories at the same time.
     *
     * @throws AssertionError if something is not as it has to be; it says what was done
     */
    public static Tally run(Path folder, int kills, long seed, int lanes) throws Exception {
        Files.createDirectories(folder);
        AtomicInteger killed = new AtomicInteger();
        Runnable told = () -> {
            if (killed.incrementAndGet() % TOLD_EVERY == 0) {
                System.err.println("soak: " + killed.get() + " of " + kills + " kills");
            }
        };
        try (ExecutorService executor = Executors.newFixedThreadPool(lanes)) {
            List<Future<Tally>> running = new ArrayList<>();
            for (int lane = 0; lane < lanes; lane++) {
                int number = lane;
                int share = kills / lanes + (lane < kills % lanes ? 1 : 0);
                running.add(executor.submit(() -> new SoakLane(
                                folder.resolve("lane" + number), "lane" + number, seed * 1_000 + number, told)
                        .soak(share)));
            }
            Tally tally = new Tally(0, 0, 0, 0);
            List<Throwable> failures = new ArrayList<>();
            for (Future<Tally> lane : running) {
                try {
                    tally = tally.plus(lane.get());
                } catch (ExecutionException e) {
                    failures.add(e.getCause() == null ? e : e.getCause());
                }
            }
            if (!failures.isEmpty()) {
                throw new AssertionError(String.join(
                        "\n\n", failures.stream().map(Throwable::getMessage).toList()));
            }
            return tally;
        }
    }
}
