package dev.stretto.persistence.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stretto.fixtures.OtherJvm;
import dev.stretto.persistence.audit.Audit;
import dev.stretto.persistence.codec.LogEntry;
import dev.stretto.persistence.directory.DataDirectory;
import dev.stretto.persistence.directory.DataDirectoryException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;

/** What tests do to a journal in a process of its own: one that can be killed, or that has its own view of the disk. */
final class JournalChild {
    private static final int RUNS = 4;

    private JournalChild() {}

    /** Starts a part of this class as a process. */
    static Process start(List<String> wrapper, String what, Path place) throws IOException {
        return OtherJvm.running(wrapper, JournalChild.class, what, place.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** The lines that it prints, for reading while it runs. */
    static BufferedReader lines(Process child) {
        return new BufferedReader(new InputStreamReader(child.getInputStream(), UTF_8));
    }

    public static void main(String[] args) throws Exception {
        Path place = Path.of(args[1]);
        switch (args[0]) {
            case "write" -> write(place);
            case "lock" -> lock(place);
            case "fill" -> fill(place);
            case "read-only" -> readOnly(place);
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    /** Writes several runs at once, and prints what was acknowledged, until somebody kills it. */
    private static void write(Path journal) throws Exception {
        EmbeddedJournal.create(journal);
        ActorTestKit kit = WritingRun.kit(EmbeddedJournal.config(journal));
        List<WritingRun> runs = IntStream.range(0, RUNS)
                .mapToObj(i -> WritingRun.recovered(kit, "run-" + i))
                .toList();
        for (int round = 0; true; round++) {
            for (WritingRun run : runs) {
                run.send(1 + round % 5);
            }
            for (WritingRun run : runs) {
                if (run.acknowledged()) {
                    LogEntry last = run.log().getLast();
                    System.out.println(run.id() + " " + last.sequence() + " " + last.digest());
                }
            }
            System.out.flush();
        }
    }

    /** Holds the journal until its input ends. */
    private static void lock(Path journal) throws Exception {
        try (Connection connection = Sqlite.openWriter(journal);
                Statement statement = connection.createStatement()) {
            statement.execute("BEGIN EXCLUSIVE");
            System.out.println("locked");
            System.out.flush();
            System.in.readAllBytes();
            statement.execute("ROLLBACK");
        }
    }

    /** Writes until the disk is full, makes room, and writes on. */
    private static void fill(Path disk) throws Exception {
        Path journal = disk.resolve("journal.db");
        Path ballast = Files.write(disk.resolve("ballast"), new byte[1024 * 1024]);
        EmbeddedJournal.create(journal);
        ActorTestKit kit = WritingRun.kit(EmbeddedJournal.config(journal));
        WritingRun run = WritingRun.recovered(kit, "run");
        do {
            run.send(20);
        } while (run.acknowledged());
        System.out.println(EmbeddedJournal.explain(journal, run.failure()).orElse("unexplained"));
        Files.delete(ballast);
        WritingRun again = WritingRun.recovered(kit, "run");
        System.out.println("kept " + again.log().subList(0, run.log().size()).equals(run.log()));
        again.send(20);
        System.out.println("goes on " + again.acknowledged());
        kit.shutdownTestKit();
        try (EventLog logs = SqliteEventLog.open(journal)) {
            System.out.println(
                    "whole " + Audit.verify("run", logs.rows("run")).findings().isEmpty()
                            + logs.read("run").equals(again.log()));
        }
    }

    /** Tries to use a data directory that can't be written. */
    private static void readOnly(Path folder) throws Exception {
        DataDirectory data = new DataDirectory(folder);
        try {
            EmbeddedJournal.create(data.journal());
            System.out.println("was made");
        } catch (JournalException e) {
            System.out.println(e.getMessage());
        }
        try {
            data.create();
            data.tryLock();
            System.out.println("was locked");
        } catch (DataDirectoryException e) {
            System.out.println(e.getMessage());
        }
        try (EventLog logs = SqliteEventLog.open(data.journal())) {
            for (String run : logs.runs()) {
                System.out.println(run + " " + Audit.verify(run, logs.rows(run)).clean());
            }
        }
    }
}
