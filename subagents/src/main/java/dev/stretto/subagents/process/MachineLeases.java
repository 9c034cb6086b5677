package dev.stretto.subagents.process;

import dev.stretto.engine.attempt.ProcessIdentity;
import dev.stretto.engine.plan.EnvironmentRules;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Numbers that no two attempts at work on this machine have: of slots, counted from 0, and of ports. A file stands for each, so that
 * engines of different data directories see each other's, and so that a number is kept for an attempt that has outlived its engine. One
 * whose attempt is over is free again, whether it was given back or not.
 */
public final class MachineLeases {
    /** The variable that tells an attempt its slot. */
    public static final String SLOT = "STRETTO_SLOT";

    /** Ports that machines commonly do not give out by themselves. */
    private static final int FIRST_PORT = 20_000;

    private static final int LAST_PORT = 29_999;

    private final Path directory;
    private final ReentrantLock here = new ReentrantLock();
    private final BitSet ownSlots = new BitSet();

    /** @param directory the folder that all engines of the user share; it is made when it is needed */
    public MachineLeases(Path directory) {
        this.directory = directory;
    }

    /** Something that is done while no other engine takes or gives back. */
    private interface Work {
        void execute() throws IOException;
    }

    /**
     * Takes a slot and ports for an attempt, in place of those that it may have from a start that was cut off.
     *
     * @param ports the ports' names
     * @return the variables that tell it which
     * @throws SubagentStartException if they can't be written down, or no port is free
     */
    public Map<String, String> take(AttemptFiles attempt, List<String> ports) throws SubagentStartException {
        Map<String, String> taken = new LinkedHashMap<>();
        try {
            Files.createDirectories(directory);
            Files.createDirectories(attempt.directory());
            alone(() -> {
                giveBack(attempt);
                taken.put(SLOT, Integer.toString(slot(attempt)));
                for (String name : ports) {
                    taken.put(EnvironmentRules.variableOf(name), Integer.toString(port(attempt)));
                }
                StringBuilder lines = new StringBuilder();
                taken.forEach((name, number) ->
                        lines.append(name).append('=').append(number).append('\n'));
                Files.writeString(attempt.leases(), lines);
            });
            return taken;
        } catch (IOException e) {
            throw SubagentStartException.notWritten(directory, e);
        }
    }

    /** What an attempt has, as the variables that tell it; nothing if it has none any more. */
    public static Map<String, String> held(AttemptFiles attempt) {
        Map<String, String> held = new LinkedHashMap<>();
        SmallFile.read(attempt.leases()).stream().flatMap(String::lines).forEach(line -> {
            int equals = line.indexOf('=');
            if (equals > 0) {
                held.put(line.substring(0, equals), line.substring(equals + 1));
            }
        });
        return held;
    }

    /** Gives back what an attempt has; does nothing if it has nothing. */
    public void release(AttemptFiles attempt) {
        if (Files.exists(attempt.leases())) {
            try {
                alone(() -> giveBack(attempt));
            } catch (IOException e) {
                // It is free all the same: its attempt is over.
            }
        }
    }

    private void alone(Work work) throws IOException {
        here.lock();
        try (FileChannel channel = FileChannel.open(
                        directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (lock.isValid()) {
                work.execute();
            }
        } finally {
            here.unlock();
        }
    }

    private void giveBack(AttemptFiles attempt) throws IOException {
        for (Map.Entry<String, String> held : held(attempt).entrySet()) {
            Path file = held.getKey().equals(SLOT) ? slotFile(held.getValue()) : portFile(held.getValue());
            if (holder(file).equals(Optional.of(attempt.directory()))) {
                Files.deleteIfExists(file);
            }
            if (held.getKey().equals(SLOT)) {
                ownSlots.clear(Integer.parseInt(held.getValue()));
            }
        }
        Files.deleteIfExists(attempt.leases());
    }

    private int slot(AttemptFiles attempt) throws IOException {
        int slot = ownSlots.nextClearBit(0);
        while (!claimed(slotFile(Integer.toString(slot)), attempt)) {
            slot = ownSlots.nextClearBit(slot + 1);
        }
        ownSlots.set(slot);
        return slot;
    }

    private int port(AttemptFiles attempt) throws IOException {
        int all = LAST_PORT - FIRST_PORT + 1;
        int begin = ThreadLocalRandom.current().nextInt(all);
        for (int i = 0; i < all; i++) {
            int port = FIRST_PORT + (begin + i) % all;
            if (isFree(port) && claimed(portFile(Integer.toString(port)), attempt)) {
                return port;
            }
        }
        throw new IOException("no port from " + FIRST_PORT + " to " + LAST_PORT + " is free");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private boolean claimed(Path file, AttemptFiles attempt) throws IOException {
        if (Files.exists(file) && !isOver(file)) {
            return false;
        }
        String engine = self().map(own -> own.pid() + " " + own.started() + " " + own.boot())
                .orElse("");
        Files.writeString(file, attempt.directory() + "\n" + engine + "\n");
        return true;
    }

    private static Optional<ProcessIdentity> self() {
        return ProcessEntry.of(ProcessHandle.current().pid())
                .map(entry -> new ProcessIdentity(entry.pid(), entry.started(), Kernel.boot()));
    }

    private static Optional<Path> holder(Path file) {
        return SmallFile.read(file).flatMap(text -> text.lines().findFirst()).map(Path::of);
    }

    private static boolean isOver(Path file) {
        List<String> lines =
                SmallFile.read(file).map(text -> text.lines().toList()).orElse(List.of());
        if (lines.size() < 2) {
            return true; // written by an engine that was killed as it wrote
        }
        AttemptFiles attempt = new AttemptFiles(Path.of(lines.getFirst()));
        if (!Files.isDirectory(attempt.directory()) || Files.exists(attempt.exit())) {
            return true;
        }
        return switch (StartRecord.read(attempt.process())) {
            case StartRecord.OfProcess started -> !ProcessEntry.alive(started.identity());
            case StartRecord.Nothing nothing -> !engineLives(lines.get(1));
            case StartRecord.Torn torn -> !engineLives(lines.get(1));
            case StartRecord.OfFunction function -> true;
        };
    }

    private static boolean engineLives(String identity) {
        String[] parts = identity.split(" ", -1);
        return parts.length == 3
                && ProcessEntry.alive(
                        new ProcessIdentity(Long.parseLong(parts[0]), Long.parseLong(parts[1]), parts[2]));
    }

    private Path slotFile(String number) {
        return directory.resolve("slot-" + number);
    }

    private Path portFile(String number) {
        return directory.resolve("port-" + number);
    }
}
