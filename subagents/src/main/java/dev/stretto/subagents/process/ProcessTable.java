package dev.stretto.subagents.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * All processes of the machine. Those who ask at the same time share one look at {@code /proc}. Of a process that has been there
 * for a while the cookies are known: they are those of the environment that it was given, and reading that is most of a look.
 */
final class ProcessTable {
    static final ProcessTable OF_THIS_MACHINE = new ProcessTable();

    /** Until then a process may still be a copy of the one that started it, with that one's environment. */
    private static final long SETTLED_TICKS = 200;

    private final AtomicLong asked = new AtomicLong();
    private final ReentrantLock looking = new ReentrantLock();
    private List<ProcessEntry> latest = List.of();
    private Map<Long, ProcessEntry> settled = Map.of();
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

    private List<ProcessEntry> look() {
        String[] names = new File("/proc").list();
        if (names == null) {
            throw new UncheckedIOException(new IOException("can't list the processes in /proc"));
        }
        long settledBefore = Kernel.ticks() - SETTLED_TICKS;
        List<ProcessEntry> entries = new ArrayList<>();
        Map<Long, ProcessEntry> old = new HashMap<>();
        for (String name : names) {
            if (Character.isDigit(name.charAt(0))) {
                ProcessEntry.withCookies(Long.parseLong(name), settled).ifPresent(entry -> {
                    entries.add(entry);
                    if (entry.hasSaid() && entry.started() < settledBefore) {
                        old.put(entry.pid(), entry);
                    }
                });
            }
        }
        settled = old;
        return List.copyOf(entries);
    }
}
