package dev.stretto.benchmarks;

import dev.stretto.benchmarks.harness.Benchmark;
import dev.stretto.benchmarks.harness.Ground;
import dev.stretto.benchmarks.harness.Tournament;
import dev.stretto.benchmarks.loops.DecisionLoops;
import dev.stretto.benchmarks.loops.EventLoops;
import dev.stretto.benchmarks.loops.RunLoops;
import dev.stretto.benchmarks.whole.Check;
import dev.stretto.benchmarks.whole.FanOut;
import dev.stretto.benchmarks.whole.ManyRuns;
import dev.stretto.benchmarks.whole.Memory;
import dev.stretto.benchmarks.whole.Processes;
import dev.stretto.benchmarks.whole.Program;
import dev.stretto.benchmarks.whole.Recovery;
import dev.stretto.benchmarks.whole.Start;
import dev.stretto.benchmarks.whole.Waiting;
import dev.stretto.benchmarks.whole.Workspaces;
import dev.stretto.benchmarks.whole.Worktrees;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
        },
        footer = {"", "With STRETTO_DEBUG=1 in the environment, what fails shows where it happened."})
public final class Main implements Callable<Integer> {
    private static final String LOOPS = "loops";
    private static final int USUAL_REPETITIONS = 3;
    private static final String DEBUG = "STRETTO_DEBUG";
    private static final int FAILED = 1;

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

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "write the results to this file, too, after each benchmark")
    private @Nullable Path json;

    @Option(names = "--list", description = "say what can be measured, and measure nothing")
    private boolean list;

    @Spec
    private @Nullable CommandSpec spec;

    private Main() {}

    /**
     * Runs the command line, and ends with its exit code: 0 if everything was measured, 1 if something failed, 2 for wrong
     * usage.
     */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler(
                        (error, arguments) -> complain(error, error.getCommandLine(), CommandLine.ExitCode.USAGE))
                .setExecutionExceptionHandler((error, command, parsed) -> complain(error, command, FAILED));
    }

    private static int complain(Exception error, CommandLine command, int code) {
        command.getErr().println("benchmarks: " + Tournament.line(error));
        if (debugging()) {
            error.printStackTrace(command.getErr());
        }
        return code;
    }

    private static boolean debugging() {
        return System.getenv(DEBUG) != null;
    }

    @Override
    public Integer call() throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Path root = Path.of(System.getProperty("stretto.root", "."));
        refuseNonsense();
        refuseUnwritable();
        boolean whole;
        try (Ground ground = Ground.below(folder())) {
            List<Benchmark> all = all(ground, new Program(root.resolve("stretto")));
            refuseUnknown(all);
            if (list) {
                all.forEach(one -> out.printf("%-10s %s%n", one.name(), one.description()));
                out.printf("%-10s %s%n", LOOPS, "the inner loops, by JMH; only if it is named");
                return 0;
            }
            out.println(Runtime.getRuntime().availableProcessors() + " processors, Java "
                    + Runtime.version().feature() + ", " + ground.fileSystem() + ", " + repetitions + " repetitions");
            whole = new Tournament(largest, repetitions, json, debugging(), out, System.err)
                    .hold(all.stream().filter(one -> wanted(one.name())).toList());
        }
        if (names.contains(LOOPS)) {
            new Runner(new OptionsBuilder()
                            .include(EventLoops.class.getSimpleName())
                            .include(DecisionLoops.class.getSimpleName())
                            .include(RunLoops.class.getSimpleName())
                            .build())
                    .run();
        }
        return whole ? 0 : FAILED;
    }

    private boolean wanted(String name) {
        return names.isEmpty() || names.contains(name);
    }

    private void refuseNonsense() {
        if (largest < 1 || repetitions < 1) {
            throw wrong("--largest and --repetitions are at least 1");
        }
    }

    private void refuseUnwritable() {
        if (!Files.isDirectory(folder()) || !Files.isWritable(folder())) {
            throw wrong("--folder: " + folder() + " is no folder that can be written to");
        }
        if (json != null && !canBeWritten(json.toAbsolutePath())) {
            throw wrong("--json: " + json + " is no file that can be written");
        }
    }

    private Path folder() {
        return folder == null ? Path.of(".") : folder;
    }

    private static boolean canBeWritten(Path file) {
        Path parent = file.getParent();
        return Files.exists(file)
                ? !Files.isDirectory(file) && Files.isWritable(file)
                : parent != null && Files.isDirectory(parent) && Files.isWritable(parent);
    }

    private void refuseUnknown(List<Benchmark> all) {
        List<String> known = new ArrayList<>(all.stream().map(Benchmark::name).toList());
        known.add(LOOPS);
        List<String> unknown =
                names.stream().filter(name -> !known.contains(name)).toList();
        if (!unknown.isEmpty()) {
            throw wrong("nothing is called " + String.join(", ", unknown) + "; there is: " + String.join(", ", known));
        }
    }

    private ParameterException wrong(String message) {
        if (spec == null) {
            throw new IllegalStateException("picocli has not set this up");
        }
        return new ParameterException(spec.commandLine(), message);
    }

    private static List<Benchmark> all(Ground ground, Program stretto) {
        return List.of(
                new FanOut(ground),
                new Waiting(ground),
                new Processes(ground),
                new Worktrees(ground),
                new Workspaces(ground),
                new Recovery(ground),
                new Memory(ground),
                new Start(ground, stretto),
                new ManyRuns(ground, stretto),
                new Check(ground, stretto));
    }
}
