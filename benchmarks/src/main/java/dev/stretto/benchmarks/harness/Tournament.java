package dev.stretto.benchmarks.harness;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds benchmarks one after the other, and prints the results of each when it is over. One that fails takes nothing from the
 * others: what it has measured until then is kept, and the next one is held.
 */
public final class Tournament {
    private final int largest;
    private final int repetitions;
    private final @Nullable Path json;
    private final boolean stacks;
    private final PrintStream progress;
    private final Table table;
    private final Results results = new Results();
    private boolean whole = true;

    /**
     * A tournament.
     *
     * @param largest what is larger is left out
     * @param repetitions how often everything is measured
     * @param json where the results are written after each benchmark, too; absent if nowhere
     * @param stacks whether the stack of an error is printed
     * @param out where the table goes
     * @param progress where it is said what is being measured, and what went wrong
     */
    public Tournament(
            int largest, int repetitions, @Nullable Path json, boolean stacks, PrintStream out, PrintStream progress) {
        this.largest = largest;
        this.repetitions = repetitions;
        this.json = json;
        this.stacks = stacks;
        this.progress = progress;
        this.table = new Table(out);
    }

    /**
     * Holds them all.
     *
     * @return true if everything could be measured and written
     * @throws InterruptedException if somebody wants the end of it; what was measured until then is kept as well
     */
    public boolean hold(List<Benchmark> benchmarks) throws InterruptedException {
        for (Benchmark benchmark : benchmarks) {
            hold(benchmark);
        }
        return whole;
    }

    private void hold(Benchmark benchmark) throws InterruptedException {
        String name = benchmark.name();
        table.title(benchmark);
        try {
            benchmark.hold(new Contests(name, largest, repetitions, results, table, progress));
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            complain(name + " failed", e);
        } finally {
            results.of(name).forEach(table::rows);
            write();
        }
    }

    private void write() {
        if (json == null) {
            return;
        }
        try {
            Files.write(
                    json,
                    JsonMapper.builder()
                            .enable(SerializationFeature.INDENT_OUTPUT)
                            .build()
                            .writeValueAsBytes(results.all()));
        } catch (IOException e) {
            complain("the results could not be written", e);
        }
    }

    private void complain(String what, Exception error) {
        whole = false;
        progress.println("benchmarks: " + what + ": " + line(error));
        if (stacks) {
            error.printStackTrace(progress);
        }
    }

    /** An error in one line. */
    public static String line(Exception error) {
        return Optional.ofNullable(error.getMessage())
                .orElseGet(error::toString)
                .strip()
                .replaceAll("\\s*\\R\\s*", " ");
    }
}
