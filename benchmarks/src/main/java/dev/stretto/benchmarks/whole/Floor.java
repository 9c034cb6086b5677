package dev.stretto.benchmarks.whole;

import dev.stretto.benchmarks.harness.Stopwatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/** What any engine has to do at least: a virtual thread a task, and its start and its end on disk before it goes on. */
final class Floor {
    /** What a task does. */
    @FunctionalInterface
    interface Work {
        void execute() throws InterruptedException;
    }

    private record Line(String text, CompletableFuture<Void> written) {}

    private final BlockingLog log;

    private Floor(BlockingLog log) {
        this.log = log;
    }

    /** All tasks at once on virtual threads, without a log; in seconds. */
    static double threads(int tasks, Work work) throws InterruptedException {
        CountDownLatch left = new CountDownLatch(tasks);
        Stopwatch watch = new Stopwatch();
        for (int i = 0; i < tasks; i++) {
            Thread.startVirtualThread(() -> {
                execute(work);
                left.countDown();
            });
        }
        left.await();
        return watch.seconds();
    }

    /** The same, and every thread waits for its start and its end to be on disk; whatever waits is written together. */
    static double durable(Path file, int tasks, Work work) throws Exception {
        try (BlockingLog log = new BlockingLog(file)) {
            return new Floor(log).all(tasks, work);
        }
    }

    private double all(int tasks, Work work) throws InterruptedException {
        CountDownLatch left = new CountDownLatch(tasks);
        Stopwatch watch = new Stopwatch();
        for (int i = 0; i < tasks; i++) {
            String task = "task-" + i;
            Thread.startVirtualThread(() -> {
                log.append(line("started", task));
                execute(work);
                log.append(line("completed", task));
                left.countDown();
            });
        }
        left.await();
        return watch.seconds();
    }

    private static String line(String type, String task) {
        return "{\"type\":\"" + type + "\",\"task\":\"" + task + "\",\"at\":" + System.nanoTime() + "}\n";
    }

    private static void execute(Work work) {
        try {
            work.execute();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One thread writes all lines that wait, and then waits for the disk. */
    private static final class BlockingLog implements AutoCloseable {
        private final LinkedBlockingQueue<Line> waiting = new LinkedBlockingQueue<>();
        private final FileChannel file;
        private final Thread writer;

        BlockingLog(Path path) throws IOException {
            this.file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            this.writer = Thread.ofPlatform().name("floor-log").start(this::write);
        }

        void append(String text) {
            CompletableFuture<Void> written = new CompletableFuture<>();
            waiting.add(new Line(text, written));
            written.join();
        }

        private void write() {
            List<Line> lines = new ArrayList<>();
            try {
                while (true) {
                    lines.add(waiting.take());
                    waiting.drainTo(lines);
                    StringBuilder batch = new StringBuilder();
                    lines.forEach(line -> batch.append(line.text()));
                    ByteBuffer bytes = ByteBuffer.wrap(batch.toString().getBytes(StandardCharsets.UTF_8));
                    while (bytes.hasRemaining()) {
                        file.write(bytes);
                    }
                    file.force(false);
                    lines.forEach(line -> line.written().complete(null));
                    lines.clear();
                }
            } catch (InterruptedException e) {
                // closed
            } catch (IOException e) {
                lines.forEach(line -> line.written().completeExceptionally(e));
            }
        }

        @Override
        public void close() throws IOException {
            writer.interrupt();
            try {
                writer.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            file.close();
        }
    }
}
