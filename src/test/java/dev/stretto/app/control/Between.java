package dev.stretto.app.control;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stretto.persistence.directory.DataDirectory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Stands between commands and their engine, and does to requests other than pings what it is told, each in its turn. */
final class Between implements AutoCloseable {

    /** What is done to a request. */
    enum Trouble {
        /** The engine carries it out, and the connection breaks before anybody hears of that. */
        NO_ANSWER,
        /** The connection breaks before the engine has it. */
        NO_REQUEST,
        /** The answer is that the engine is about to end; then it is gone. */
        CLOSING
    }

    private final Optional<EngineFile> engine;
    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final HttpClient client = HttpClient.newHttpClient();
    private final Deque<Trouble> troubles;

    /** In the place of the directory's engine, or of none. What comes after the troubles is passed on. */
    Between(DataDirectory data, Trouble... troubles) throws IOException {
        this.engine = EngineFile.read(data.engineFile());
        this.troubles = new ArrayDeque<>(List.of(troubles));
        server.createContext("/", exchange -> {
            try (exchange) {
                answer(exchange);
            }
        });
        server.start();
        new EngineFile(
                        ProcessHandle.current().pid(),
                        server.getAddress().getPort(),
                        engine.map(EngineFile::token).orElse("none"))
                .write(data.engineFile());
    }

    private void answer(HttpExchange exchange) throws IOException {
        if (exchange.getRequestURI().getPath().equals(ControlServer.PING)) {
            send(exchange, ControlServer.OK, "{}");
            return;
        }
        Trouble trouble = troubles.poll();
        if (trouble == null) {
            HttpResponse<String> answer = pass(exchange);
            send(exchange, answer.statusCode(), answer.body());
        } else if (trouble == Trouble.NO_ANSWER) {
            pass(exchange);
        } else if (trouble == Trouble.CLOSING) {
            send(exchange, ControlServer.UNAVAILABLE, "{}");
            exchange.close();
            server.stop(0);
        }
    }

    private HttpResponse<String> pass(HttpExchange exchange) throws IOException {
        EngineFile to = engine.orElseThrow();
        try {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + to.port() + exchange.getRequestURI()))
                            .header("Authorization", "Bearer " + to.token())
                            .POST(HttpRequest.BodyPublishers.ofByteArray(
                                    exchange.getRequestBody().readAllBytes()))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static void send(HttpExchange exchange, int status, String answer) throws IOException {
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Connection", "close");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        client.close();
    }
}
