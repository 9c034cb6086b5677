package dev.stretto.subagents.process;

import dev.stretto.engine.attempt.ProcessIdentity;
import dev.stretto.engine.plan.EnvironmentRules;
import dev.stretto.subagents.files.ProcessLock;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Numbers that no two attempts of a user at work on this machine have: of slots, counted from 0, and of ports. A file stands for each
 * number, so that engines of different data directories see each other's, and so that an attempt keeps its numbers when it outlives its
 * engine. An attempt with a workspace keeps its numbers until they are given back, or its files are gone; any other one until it has
 * ended. Another file has the numbers of each attempt.
 */
public final class MachineLeases {
    /** The variable that tells an attempt its slot. */
    public static final String SLOT = "STRETTO_SLOT";

    /** Ports that machines commonly do not give out by themselves. */
    private static final int FIRST_PORT = 20_000;

    private static final int LAST_PORT = 29_999;

    private static final String UNTIL_RELEASED = "until released";
    private static final String UNTIL_ENDED = "until ended";

    private final Path directory;
    private final BitSet ownSlots = new BitSet();

    /** @param directory the folder that all engines of the user share; it is made when it is needed */
    public MachineLeases(Path directory) {
        this.directory = directory.toAbsolutePath().normalize();
    }

    private static final class NoPortLeftException extends IOException {
        private static final long serialVersionUID = 1L;

        NoPortLeftException(String message) {
            super(message);
        }
    }

    /** Something that is done while no other engine takes or gives back. */
    private interface Work {
        void execute() throws IOException;
    }

    /**
     * Takes a slot and ports for an attempt. Those that it has from a start that was cut off stay its own.
     *
     * @param ports the ports' names
     * @param untilReleased true if it keeps them beyond its own end
     * @return the variables that tell it which
     * @throws SubagentStartException if they can't be written down, or no port is free
     */
    public Map<String, String> take(AttemptFiles attempt, List<String> ports, boolean untilReleased)
            throws SubagentStartException {
        Map<String, String> taken = new LinkedHashMap<>();
        try {
            Files.createDirectories(directory);
            alone(() -> {
                if (keeps(attempt, ports, taken)) {
                    return;
                }
                giveBack(attempt);
                String holder = holder(attempt, untilReleased);
                taken.put(SLOT, Integer.toString(slot(holder)));
                for (String name : ports) {
                    taken.put(EnvironmentRules.variableOf(name), Integer.toString(port(holder)));
                }
                StringBuilder lines = new StringBuilder();
                taken.forEach((name, number) ->
                        lines.append(name).append('=').append(number).append('\n'));
                Files.writeString(ofAttempt(attempt), lines);
            });
            return taken;
        } catch (NoPortLeftException e) {
            throw SubagentStartException.machineFull(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw SubagentStartException.notWritten(directory, e);
        }
    }

    /** What an attempt has, as the variables that tell it; nothing if it has none any more. */
    public Map<String, String> held(AttemptFiles attempt) {
        Map<String, String> held = new LinkedHashMap<>();
        SmallFile.read(ofAttempt(attempt)).stream().flatMap(String::lines).forEach(line -> {
            int equals = line.indexOf('=');
            if (equals > 0) {
                held.put(line.substring(0, equals), line.substring(equals + 1));
            }
        });
        return held;
    }

    /** Gives back what an attempt has; does nothing if it has nothing. */
    public void release(AttemptFiles attempt) {
        if (Files.exists(ofAttempt(attempt))) {
            try {
                alone(() -> giveBack(attempt));
            } catch (IOException e) {
                // It is free all the same: its attempt is over.
            }
        }
    }

    private void alone(Work work) throws IOException {
        ProcessLock lock = ProcessLock.take(directory.resolve("lock"));
        try {
            work.execute();
        } finally {
            lock.close();
        }
    }

    private void giveBack(AttemptFiles attempt) throws IOException {
        for (Map.Entry<String, String> held : held(attempt).entrySet()) {
            Path file = fileOf(held);
            if (holder(file).equals(Optional.of(attempt.directory()))) {
                Files.deleteIfExists(file);
            }
            if (held.getKey().equals(SLOT)) {
                ownSlots.clear(Integer.parseInt(held.getValue()));
            }
        }
        Files.deleteIfExists(ofAttempt(attempt));
    }

    private int slot(String holder) throws IOException {
        int slot = ownSlots.nextClearBit(0);
        while (!claimed(slotFile(Integer.toString(slot)), holder)) {
            slot = ownSlots.nextClearBit(slot + 1);
        }
        ownSlots.set(slot);
        return slot;
    }

    private int port(String holder) throws IOException {
        int all = LAST_PORT - FIRST_PORT + 1;
        int begin = ThreadLocalRandom.current().nextInt(all);
        for (int i = 0; i < all; i++) {
            int port = FIRST_PORT + (begin + i) % all;
            if (isFree(port) && claimed(portFile(Integer.toString(port)), holder)) {
                return port;
            }
        }
        throw new NoPortLeftException("no port from " + FIRST_PORT + " to " + LAST_PORT + " is free");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private boolean claimed(Path file, String holder) throws IOException {
        if (Files.exists(file)) {
            if (!isOver(file)) {
                return false;
            }
            Optional<Path> before = holder(file);
            if (before.isPresent()) {
                Files.deleteIfExists(ofAttempt(new AttemptFiles(before.get())));
            }
        }
        Files.writeString(file, holder);
        return true;
    }

    /** True if an attempt has just these, with their numbers then. */
    private boolean keeps(AttemptFiles attempt, List<String> ports, Map<String, String> numbers) {
        Map<String, String> held = held(attempt);
        Set<String> names =
                new HashSet<>(ports.stream().map(EnvironmentRules::variableOf).toList());
        names.add(SLOT);
        boolean own = held.keySet().equals(names)
                && held.entrySet().stream()
                        .allMatch(one -> holder(fileOf(one)).equals(Optional.of(attempt.directory())));
        if (own) {
            numbers.putAll(held);
            ownSlots.set(Integer.parseInt(held.get(SLOT)));
        }
        return own;
    }

    private Path fileOf(Map.Entry<String, String> held) {
        return held.getKey().equals(SLOT) ? slotFile(held.getValue()) : portFile(held.getValue());
    }

    /** What stands in the file of a number: whose it is, which engine took it, and how long it is kept. */
    private static String holder(AttemptFiles attempt, boolean untilReleased) {
        String engine = ProcessEntry.of(ProcessHandle.current().pid())
                .map(own -> own.pid() + " " + own.started() + " " + Kernel.boot())
                .orElse("");
        return attempt.directory() + "\n" + engine + "\n" + (untilReleased ? UNTIL_RELEASED : UNTIL_ENDED) + "\n";
    }

    private static Optional<Path> holder(Path file) {
        return lines(file).stream().findFirst().map(Path::of);
    }

    private static List<String> lines(Path file) {
        return SmallFile.read(file)
                .map(text -> new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
                .map(text -> text.lines().toList())
                .orElse(List.of());
    }

    private static boolean isOver(Path file) {
        List<String> lines = lines(file);
        if (lines.size() < 3) {
            return true; // written by an engine that was killed as it wrote
        }
        AttemptFiles attempt = new AttemptFiles(Path.of(lines.getFirst()));
        if (lines.get(2).equals(UNTIL_RELEASED)) {
            return !Files.isDirectory(attempt.directory()) && !engineLives(lines.get(1));
        }
        if (Files.exists(attempt.exit())) {
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

    private Path ofAttempt(AttemptFiles attempt) {
        UUID name = UUID.nameUUIDFromBytes(attempt.directory().toString().getBytes(StandardCharsets.UTF_8));
        return directory.resolve("attempt-" + name);
    }

    private Path slotFile(String number) {
        return directory.resolve("slot-" + number);
    }

    private Path portFile(String number) {
        return directory.resolve("port-" + number);
    }
}
