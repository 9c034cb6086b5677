package dev.stretto.benchmarks.whole;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The program as a user starts it.
 *
 * @param launcher the script {@code stretto}
 */
public record Program(Path launcher) {

    double seconds(Path directory, String... arguments) throws IOException, InterruptedException {
        return Commands.seconds(
                directory,
                Stream.concat(Stream.of(launcher.toString()), Stream.of(arguments))
                        .toArray(String[]::new));
    }
}
