package dev.stretto.app.control;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stretto.app.control.Messages.About;
import dev.stretto.app.control.Messages.Answer;
import dev.stretto.app.control.Messages.Cancel;
import dev.stretto.app.control.Messages.Erase;
import dev.stretto.app.control.Messages.Failed;
import dev.stretto.app.control.Messages.LookAfterReply;
import dev.stretto.app.control.Messages.Nothing;
import dev.stretto.app.control.Messages.Open;
import dev.stretto.app.control.Messages.Retry;
import dev.stretto.app.control.Messages.Start;
import dev.stretto.app.control.Messages.Started;
import dev.stretto.engine.run.CommandResult;
import dev.stretto.persistence.codec.StrettoJson;
import dev.stretto.persistence.directory.DataDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes requests from other processes of the same user, on the loopback address and with the token only. */
final class ControlServer implements AutoCloseable {
    static final String START = "/start";
    static final String CANCEL = "/cancel";
    static final String RETRY = "/retry";
    static final String ERASE = "/erase";
    static final String RESUME = "/resume";
    static final String LOOK_AFTER = "/look-after";
    static final String PING = "/ping";

    private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);
    private static final int TOKEN_BYTES = 32;
    /** Whoever has asked is to have an answer, if only that it comes too late. */
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(1);
    /** A plan as JSON may be several times as large as its file. */
    private static final int MOST_BYTES = 256 * 1024 * 1024;

    static final int OK = 200;
    private static final int FORBIDDEN = 403;
    private static final int FAILED = 500;
    static final int UNAVAILABLE = 503;

    private final DataDirectory data;
    private final HttpServer server;
    private final ObjectMapper json = StrettoJson.mapper();
    private final String token;
    /** Each request that is being answered holds one. */
    private final Semaphore answering = new Semaphore(Integer.MAX_VALUE);

    ControlServer(DataDirectory data) throws IOException {
        this.data = data;
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        this.token = HexFormat.of().formatHex(random);
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    }

    /** Carries out one kind of request. */
    @FunctionalInterface
    private interface Request<T> {
        Object answer(T body) throws Exception;
    }

    void serve(EngineHandle engine) throws IOException {
        on(PING, Nothing.class, ping -> new Nothing());
        on(START, Start.class, start -> new Started(engine.start(start.run(), start.plan(), start.cause())));
        on(CANCEL, Cancel.class, cancel -> answer(engine.cancel(cancel.run(), cancel.task(), cancel.cause())));
        on(RETRY, Retry.class, retry -> answer(engine.retry(retry.run(), retry.tasks(), retry.cause())));
        on(ERASE, Erase.class, erase -> answer(engine.erase(erase.run(), erase.task(), erase.reason(), erase.cause())));
        on(RESUME, Nothing.class, nothing -> new Open(engine.resume()));
        on(
                LOOK_AFTER,
                About.class,
                about -> new LookAfterReply(
                        engine.looksAfter(about.run()), engine.whyAttemptsWait().orElse(null)));
        server.start();
        new EngineFile(ProcessHandle.current().pid(), server.getAddress().getPort(), token).write(data.engineFile());
    }

    private static Answer answer(CommandResult commandResult) {
        return switch (commandResult) {
            case CommandResult.Accepted accepted -> new Answer(null);
            case CommandResult.Rejected rejected -> new Answer(rejected.reason());
        };
    }

    private <T> void on(String path, Class<T> type, Request<T> request) {
        server.createContext(path, exchange -> {
            answering.acquireUninterruptibly();
            try (exchange) {
                answer(exchange, type, request);
            } finally {
                answering.release();
            }
        });
    }

    private <T> void answer(HttpExchange exchange, Class<T> type, Request<T> request) throws IOException {
        if (!authorised(exchange)) {
            send(exchange, FORBIDDEN, new Failed(EngineError.Kind.INPUT, "the token is wrong"));
            return;
        }
        try {
            T body = json.readValue(limited(exchange.getRequestBody()), type);
            send(exchange, OK, request.answer(body));
        } catch (HostedEngine.ClosingException e) {
            send(exchange, UNAVAILABLE, new Failed(EngineError.Kind.INTERNAL, EngineError.said(e)));
        } catch (EngineError e) {
            send(exchange, FAILED, new Failed(e.kind(), EngineError.said(e)));
        } catch (Exception e) {
            LOG.debug("request {} failed", exchange.getRequestURI(), e);
            send(exchange, FAILED, new Failed(EngineError.kindOf(e), EngineError.said(e)));
        }
    }

    private static byte[] limited(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new IOException("a request of more than " + MOST_BYTES + " bytes");
        }
        return bytes;
    }

    private boolean authorised(HttpExchange exchange) {
        String shown = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .orElse("");
        return MessageDigest.isEqual(
                shown.getBytes(StandardCharsets.UTF_8), ("Bearer " + token).getBytes(StandardCharsets.UTF_8));
    }

    private void send(HttpExchange exchange, int status, Object answer) throws IOException {
        byte[] bytes = json.writeValueAsBytes(answer);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        // On a connection that is kept, nobody could tell a request that came too late from one without an answer.
        exchange.getResponseHeaders().set("Connection", "close");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(data.engineFile());
        } catch (IOException e) {
            LOG.warn("{} could not be removed: {}", data.engineFile(), e.getMessage());
        }
        try {
            if (!answering.tryAcquire(Integer.MAX_VALUE, LAST_ANSWERS.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("some requests have no answer yet");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.stop(0);
    }
}
