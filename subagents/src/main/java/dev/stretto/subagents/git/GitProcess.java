package dev.stretto.subagents.git;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A git process under way: feeds it, drains stdout and stderr at once, and kills it if it takes too long. */
final class GitProcess {

    /** It took too long, or left something behind that holds its output open. */
    static final class NotEnded extends Exception {
        NotEnded(String message) {
            super(message);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }

    private static final long SECONDS_TO_DRAIN = 30;

    private final Process process;
    private final byte[] stdin;
    private final Duration timeout;
    private final int kept;

    /** Of its stdout no more than the first {@code kept} bytes are held in memory. */
    GitProcess(Process process, byte[] stdin, Duration timeout, int kept) {
        this.process = process;
        this.stdin = stdin;
        this.timeout = timeout;
        this.kept = kept;
    }

    GitOutput await() throws InterruptedException, IOException, NotEnded {
        boolean ended = false;
        try {
            CompletableFuture<byte[]> stdout = drain(process.getInputStream(), kept);
            CompletableFuture<byte[]> stderr = drain(process.getErrorStream(), Integer.MAX_VALUE);
            Thread.ofVirtual().start(this::feed);
            ended = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                throw new NotEnded("did not end within " + timeout.toSeconds() + " s and was killed");
            }
            return new GitOutput(process.exitValue(), drained(stdout), drained(stderr));
        } finally {
            if (!ended) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        }
    }

    private void feed() {
        try (OutputStream in = process.getOutputStream()) {
            in.write(stdin);
        } catch (IOException e) {
            // It ended without reading everything; its exit code says whether that is an error.
        }
    }

    private static CompletableFuture<byte[]> drain(InputStream stream, int kept) {
        CompletableFuture<byte[]> bytes = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try (stream) {
                byte[] first = stream.readNBytes(kept);
                stream.transferTo(OutputStream.nullOutputStream());
                bytes.complete(first);
            } catch (IOException e) {
                bytes.completeExceptionally(e);
            }
        });
        return bytes;
    }

    private static byte[] drained(CompletableFuture<byte[]> bytes) throws InterruptedException, IOException, NotEnded {
        try {
            return bytes.get(SECONDS_TO_DRAIN, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new NotEnded("ended, but left a process behind that holds its output open");
        } catch (ExecutionException e) {
            throw new IOException("its output could not be read: " + e.getCause(), e);
        }
    }
}
