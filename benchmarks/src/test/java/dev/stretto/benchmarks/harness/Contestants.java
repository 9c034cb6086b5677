package dev.stretto.benchmarks.harness;

/** Contestants that nobody asks to do anything, and what they are said to have taken. */
final class Contestants {
    private Contestants() {}

    static Contestant named(String name) {
        return Contestant.of(name, () -> {
            throw new AssertionError(name + " is not to be measured");
        });
    }

    static Samples samples(double... taken) {
        Samples samples = new Samples();
        for (double one : taken) {
            samples.add(one);
        }
        return samples;
    }
}
