package dev.stretto.benchmarks.harness;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Holds contests: every contestant in turn, and all of them again, so that a slow moment of the machine hits each. */
public final class Contests {
    private final String benchmark;
    private final int largest;
    private final int repetitions;
    private final Results results;
    private final Table table;
    private final PrintStream progress;

    /**
     * The contests of one benchmark.
     *
     * @param benchmark its name
     * @param largest what is larger is left out
     * @param repetitions how often everything is measured
     * @param results where results go
     * @param table where notes on them go
     * @param progress where it is said what is being measured
     */
    public Contests(
            String benchmark, int largest, int repetitions, Results results, Table table, PrintStream progress) {
        this.benchmark = benchmark;
        this.largest = largest;
        this.repetitions = repetitions;
        this.results = results;
        this.table = table;
        this.progress = progress;
    }

    /** Those of these sizes that are to be measured. */
    public List<Integer> sizes(int... sizes) {
        return IntStream.of(sizes).filter(size -> size <= largest).boxed().toList();
    }

    /** Says something about what is, or is not, being measured. */
    public void note(String text) {
        table.note(text);
    }

    /** Holds a contest between things that take as long the first time as later. */
    public void hold(Contest contest) throws Exception {
        hold(contest, 0);
    }

    /**
     * Holds a contest.
     *
     * @param warmUps how often everything is done before it is measured, until what runs in this process is compiled
     */
    public void hold(Contest contest, int warmUps) throws Exception {
        List<Contestant> all = new ArrayList<>(List.of(contest.stretto()));
        all.addAll(contest.baselines());
        for (int warmUp = 1; warmUp <= warmUps; warmUp++) {
            for (Contestant one : all) {
                say(contest, one, "warm-up " + warmUp + " of " + warmUps);
                one.measure().take();
            }
        }
        List<Samples> samples = all.stream().map(one -> new Samples()).toList();
        for (int repetition = 1; repetition <= repetitions; repetition++) {
            for (int i = 0; i < all.size(); i++) {
                say(contest, all.get(i), repetition + " of " + repetitions);
                samples.get(i).add(all.get(i).measure().take());
            }
        }
        results.add(benchmark, contest, samples);
    }

    private void say(Contest contest, Contestant one, String which) {
        progress.println("benchmarks: " + benchmark + ", " + contest.series() + ", " + contest.size() + ", "
                + one.name() + ": " + which);
    }
}
