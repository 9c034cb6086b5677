package dev.stretto.app.control;

import dev.stretto.actors.EngineHeldException;
import dev.stretto.persistence.directory.DataDirectory;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the engine for a data directory: the one that holds it, or a new one. */
public final class Engines {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private Engines() {}

    /**
     * The engine that holds the directory, or one opened in this process.
     *
     * @throws NoAnswerException if the directory is held by one that does not answer within ten seconds
     */
    public static EngineHandle openOrConnect(DataDirectory data) throws Exception {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Optional<RemoteEngine> remote = RemoteEngine.connect(data);
            if (remote.isPresent()) {
                return remote.get();
            }
            try {
                return HostedEngine.open(OwnSettings.of(data));
            } catch (EngineHeldException e) {
                if (System.nanoTime() > until) {
                    throw new NoAnswerException(data.root(), e);
                }
                Thread.sleep(PAUSE);
            }
        }
    }

    /** What an engine shows of itself to somebody who only looks. */
    public record Seen(Optional<String> whyAttemptsWait) {}

    /** The engine that holds the directory, asked about a run; empty if there is none that answers. */
    public static Optional<Seen> look(DataDirectory data, String run) {
        return RemoteEngine.connect(data).map(engine -> {
            try (engine) {
                return new Seen(engine.looksAfter(run) ? engine.whyAttemptsWait() : Optional.empty());
            } catch (EngineError e) {
                return new Seen(Optional.empty());
            }
        });
    }

    /** The engine that holds the directory, or one started in the background, which ends when it has nothing left to do. */
    public static EngineHandle inBackground(DataDirectory data) throws Exception {
        data.create();
        long until = System.nanoTime() + 3 * PATIENCE.toNanos();
        while (System.nanoTime() < until) {
            Optional<EngineHandle> engine = background(data, until);
            if (engine.isPresent()) {
                return engine.get();
            }
        }
        throw new NoAnswerException(data.root(), null);
    }

    /** Has the runs that are open resumed by an engine in the background. */
    static void handOver(DataDirectory data) throws Exception {
        background(data, System.nanoTime() + 3 * PATIENCE.toNanos()).ifPresent(EngineHandle::close);
    }

    /** Empty if the engine has resumed what was open, and has ended with the last of it before it could be reached. */
    private static Optional<EngineHandle> background(DataDirectory data, long until) throws Exception {
        Optional<RemoteEngine> there = RemoteEngine.connect(data);
        if (there.isPresent()) {
            return Optional.of(there.get());
        }
        Process process = startBackground(data);
        while (System.nanoTime() < until) {
            boolean ended = !process.isAlive();
            Optional<RemoteEngine> remote = RemoteEngine.connect(data);
            if (remote.isPresent()) {
                return Optional.of(remote.get());
            }
            if (ended && process.exitValue() != 0) {
                sayWhyNoneOpens(data);
                throw new IOException(
                        "the engine in the background ended with " + process.exitValue() + "; see " + log(data));
            }
            if (ended) {
                return Optional.empty();
            }
            Thread.sleep(PAUSE);
        }
        throw new NoAnswerException(data.root(), null);
    }

    /** Opens an engine in this process, which fails as the one in the background has, if the cause is still there. */
    private static void sayWhyNoneOpens(DataDirectory data) throws Exception {
        HostedEngine.open(OwnSettings.of(data)).close();
    }

    private static Process startBackground(DataDirectory data) throws IOException {
        List<String> command = new ArrayList<>();
        command.add("setsid");
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.stretto.app.Main"));
        command.addAll(List.of("engine", "--data", data.root().toString()));
        DataDirectory.createFile(log(data));
        File log = log(data).toFile();
        return new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .redirectError(ProcessBuilder.Redirect.appendTo(log))
                .start();
    }

    private static Path log(DataDirectory data) {
        return data.root().resolve("engine.log");
    }
}
