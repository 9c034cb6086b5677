package dev.stretto.benchmarks;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.stretto.benchmarks.harness.Benchmark;
import dev.stretto.benchmarks.harness.Contests;
import dev.stretto.benchmarks.harness.Ground;
import dev.stretto.benchmarks.harness.Results;
import dev.stretto.benchmarks.harness.Table;
import dev.stretto.benchmarks.loops.DecisionLoops;
import dev.stretto.benchmarks.loops.EventLoops;
import dev.stretto.benchmarks.whole.Check;
import dev.stretto.benchmarks.whole.FanOut;
import dev.stretto.benchmarks.whole.Memory;
import dev.stretto.benchmarks.whole.Processes;
import dev.stretto.benchmarks.whole.Program;
import dev.stretto.benchmarks.whole.Recovery;
import dev.stretto.benchmarks.whole.Start;
import dev.stretto.benchmarks.whole.Waiting;
import dev.stretto.benchmarks.whole.Worktrees;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Where the benchmarks start: measures what is asked for, and prints a table. */
@Command(
        name = "benchmarks/run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures Stretto against baselines, and prints a table.",
            "",
            "'median' is what the whole took, 'each' what a task took; '±' is half of the distance between the least and the"
                    + " most of all repetitions. 'ratio' is what Stretto took as a multiple of the baseline: below 1 it is"
                    + " faster. 'growth' is what a task took as a multiple of what it took among 1,000. A busy machine makes all"
                    + " of it worthless."
        })
public final class Main implements Callable<Integer> {
    private static final String LOOPS = "loops";
    private static final int USUAL_REPETITIONS = 3;

    @Parameters(
            arity = "0..*",
            paramLabel = "NAME",
            description = "what to measure (see --list); everything but the loops if none is named")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--largest",
            paramLabel = "N",
            defaultValue = "100000",
            description = "leave out what has more tasks than this (default: ${DEFAULT-VALUE})")
    private int largest;

    @Option(
            names = "--repetitions",
            paramLabel = "N",
            defaultValue = USUAL_REPETITIONS + "",
            description = "how often everything is measured (default: ${DEFAULT-VALUE})")
    private int repetitions;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            defaultValue = "${sys:java.io.tmpdir}",
            description = "where to measure: what an fsync costs there counts (default: ${DEFAULT-VALUE})")
    private @Nullable Path folder;

    @Option(names = "--json", paramLabel = "FILE", description = "write the results to this file, too")
    private @Nullable Path json;

    @Option(names = "--list", description = "say what can be measured, and measure nothing")
    private boolean list;

    @Spec
    private @Nullable CommandSpec spec;

    private Main() {}

    /** Runs the command line, and ends with its exit code: 0 if everything was measured, 2 for wrong usage. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Path root = Path.of(System.getProperty("stretto.root", "."));
        refuseNonsense();
        try (Ground ground = Ground.below(folder == null ? Path.of(".") : folder)) {
            List<Benchmark> all = all(ground, new Program(root.resolve("stretto")));
            refuseUnknown(all);
            if (list) {
                all.forEach(one -> out.printf("%-10s %s%n", one.name(), one.description()));
                out.printf("%-10s %s%n", LOOPS, "the inner loops, by JMH; only if it is named");
                return 0;
            }
            measure(all.stream().filter(one -> wanted(one.name())).toList(), ground, out);
        }
        if (names.contains(LOOPS)) {
            new Runner(new OptionsBuilder()
                            .include(EventLoops.class.getSimpleName())
                            .include(DecisionLoops.class.getSimpleName())
                            .build())
                    .run();
        }
        return 0;
    }

    private void measure(List<Benchmark> benchmarks, Ground ground, PrintStream out) throws Exception {
        out.println(Runtime.getRuntime().availableProcessors() + " processors, Java "
                + Runtime.version().feature() + ", " + ground.fileSystem() + ", " + repetitions + " repetitions");
        Results results = new Results();
        Table table = new Table(out);
        for (Benchmark benchmark : benchmarks) {
            table.title(benchmark);
            benchmark.hold(new Contests(benchmark.name(), largest, repetitions, results, table, System.err));
        }
        if (json != null) {
            JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build()
                    .writeValue(json.toFile(), results.all());
        }
    }

    private boolean wanted(String name) {
        return names.isEmpty() || names.contains(name);
    }

    private void refuseNonsense() {
        if (largest < 1 || repetitions < 1) {
            throw new ParameterException(commandLine(), "--largest and --repetitions are at least 1");
        }
    }

    private void refuseUnknown(List<Benchmark> all) {
        List<String> known = new ArrayList<>(all.stream().map(Benchmark::name).toList());
        known.add(LOOPS);
        List<String> unknown =
                names.stream().filter(name -> !known.contains(name)).toList();
        if (!unknown.isEmpty()) {
            throw new ParameterException(
                    commandLine(),
                    "nothing is called " + String.join(", ", unknown) + "; there is: " + String.join(", ", known));
        }
    }

    private CommandLine commandLine() {
        if (spec == null) {
            throw new IllegalStateException("picocli has not set this up");
        }
        return spec.commandLine();
    }

    private static List<Benchmark> all(Ground ground, Program stretto) {
        return List.of(
                new FanOut(ground),
                new Waiting(ground),
                new Processes(ground),
                new Worktrees(ground),
                new Recovery(ground),
                new Memory(ground),
                new Start(ground, stretto),
                new Check(ground, stretto));
    }
}
