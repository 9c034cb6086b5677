package dev.stretto.app.control;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stretto.app.control.Messages.Answer;
import dev.stretto.app.control.Messages.Cancel;
import dev.stretto.app.control.Messages.Start;
import dev.stretto.app.control.Messages.Started;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.run.Verdict;
import dev.stretto.persistence.DataDirectory;
import dev.stretto.persistence.StrettoJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An engine in another process, reached over the loopback address. */
public final class RemoteEngine implements EngineHandle {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(90);
    private static final int OK = 200;

    private final DataDirectory data;
    private final EngineFile engine;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(CONNECT).build();
    private final ObjectMapper json = StrettoJson.mapper();

    private RemoteEngine(DataDirectory data, EngineFile engine) {
        this.data = data;
        this.engine = engine;
    }

    /** The engine that holds this data directory, if it answers. */
    public static Optional<RemoteEngine> connect(DataDirectory data) {
        return EngineFile.read(data.engineFile())
                .map(engine -> new RemoteEngine(data, engine))
                .filter(RemoteEngine::alive);
    }

    @Override
    public String start(Plan plan, String cause) throws Exception {
        return ask(ControlServer.START, new Start(plan, cause), Started.class).run();
    }

    @Override
    public Verdict cancel(String run, @Nullable String task, String cause) throws Exception {
        String refusal = ask(ControlServer.CANCEL, new Cancel(run, task, cause), Answer.class)
                .refusal();
        return refusal == null ? new Verdict.Accepted(List.of()) : new Verdict.Rejected(refusal);
    }

    @Override
    public boolean alive() {
        try {
            ask(ControlServer.PING, new Answer(null), Answer.class);
            return true;
        } catch (NoAnswerException | RefusedException e) {
            return false;
        }
    }

    @Override
    public void awaitCleared(String run) {
        // the process that the engine is in sees to that
    }

    @Override
    public void close() {
        client.close();
    }

    private <T> T ask(String path, Object request, Class<T> answer) throws NoAnswerException, RefusedException {
        try {
            HttpRequest post = HttpRequest.newBuilder(URI.create(
                            "http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + engine.port() + path))
                    .timeout(ANSWER)
                    .header("Authorization", "Bearer " + engine.token())
                    .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(request)))
                    .build();
            HttpResponse<byte[]> response = client.send(post, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != OK) {
                Answer refused = json.readValue(response.body(), Answer.class);
                throw new RefusedException(
                        Optional.ofNullable(refused.refusal()).orElse("the engine refused the request"));
            }
            return json.readValue(response.body(), answer);
        } catch (IOException e) {
            throw new NoAnswerException(data.root(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoAnswerException(data.root(), e);
        }
    }

    /** The engine answered, but did not do what it was asked. */
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }
}
