package dev.stretto.benchmarks.harness;

import java.util.ArrayList;
import java.util.List;

/** What a contestant took each time. */
final class Samples {
    private final List<Double> taken = new ArrayList<>();

    void add(double value) {
        taken.add(value);
    }

    double median() {
        List<Double> sorted = taken.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    double least() {
        return taken.stream().mapToDouble(value -> value).min().orElseThrow();
    }

    double most() {
        return taken.stream().mapToDouble(value -> value).max().orElseThrow();
    }

    int count() {
        return taken.size();
    }
}
