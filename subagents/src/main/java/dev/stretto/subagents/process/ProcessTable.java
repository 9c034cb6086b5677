package dev.stretto.subagents.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/** All processes of the machine. Those who ask at the same time share one look at {@code /proc}. */
final class ProcessTable {
    static final ProcessTable OF_THIS_MACHINE = new ProcessTable();

    private final AtomicLong asked = new AtomicLong();
    private final ReentrantLock looking = new ReentrantLock();
    private List<ProcessEntry> latest = List.of();
    private long latestAnswers;

    private ProcessTable() {}

    /** The processes that were there throughout the call. */
    List<ProcessEntry> now() {
        long question = asked.incrementAndGet();
        looking.lock();
        try {
            if (latestAnswers < question) {
                long answers = asked.get();
                latest = look();
                latestAnswers = answers;
            }
            return latest;
        } finally {
            looking.unlock();
        }
    }

    private static List<ProcessEntry> look() {
        String[] names = new File("/proc").list();
        if (names == null) {
            throw new UncheckedIOException(new IOException("can't list the processes in /proc"));
        }
        List<ProcessEntry> entries = new ArrayList<>();
        for (String name : names) {
            if (Character.isDigit(name.charAt(0))) {
                ProcessEntry.withCookies(Long.parseLong(name)).ifPresent(entries::add);
            }
        }
        return List.copyOf(entries);
    }
}
