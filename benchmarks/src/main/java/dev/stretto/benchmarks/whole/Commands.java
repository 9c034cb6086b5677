package dev.stretto.benchmarks.whole;

import dev.stretto.benchmarks.harness.Stopwatch;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Commands that are measured, or that set something up. What they print goes nowhere. */
final class Commands {
    private Commands() {}

    /** Runs a command to its end, in seconds. It has to succeed. */
    static double seconds(Path directory, String... words) throws IOException, InterruptedException {
        Stopwatch watch = new Stopwatch();
        Process process = quiet(directory, List.of(words)).start();
        int code = process.waitFor();
        double seconds = watch.seconds();
        if (code != 0) {
            throw new IOException(String.join(" ", words) + " in " + directory + " ended with exit code " + code);
        }
        return seconds;
    }

    static ProcessBuilder quiet(Path directory, List<String> words) {
        return new ProcessBuilder(words)
                .directory(directory.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
    }

    static boolean present(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
