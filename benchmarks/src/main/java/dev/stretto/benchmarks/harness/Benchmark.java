package dev.stretto.benchmarks.harness;

/** A question that contests answer, such as: how long does it take to run many tasks that do nothing? */
public interface Benchmark {
    /** What it is called on the command line. */
    String name();

    /** What it measures, in a line. */
    String description();

    /**
     * Holds its contests, one after the other.
     *
     * @throws Exception if something could not be measured
     */
    void hold(Contests contests) throws Exception;
}
