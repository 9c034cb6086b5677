package dev.stretto.app.control;

import com.fasterxml.jackson.databind.ObjectMapper;
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
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.run.CommandResult;
import dev.stretto.persistence.codec.StrettoJson;
import dev.stretto.persistence.directory.DataDirectory;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An engine in another process, reached over the loopback address. */
public final class RemoteEngine implements EngineHandle {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(90);
    /** The journal is written anew. */
    private static final Duration ERASED = Duration.ofMinutes(10);
    /** An engine that is there says so at once. */
    private static final Duration ALIVE = Duration.ofSeconds(3);

    private final DataDirectory data;
    private final EngineFile engine;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(CONNECT).build();
    private final ObjectMapper json = StrettoJson.mapper();
    private volatile Optional<String> whyAttemptsWait = Optional.empty();

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
    public String start(String run, Plan plan, String cause) throws Exception {
        return ask(ControlServer.START, new Start(run, plan, cause), Started.class, ANSWER)
                .run();
    }

    @Override
    public CommandResult cancel(String run, @Nullable String task, String cause) throws Exception {
        return commandResult(ask(ControlServer.CANCEL, new Cancel(run, task, cause), Answer.class, ANSWER));
    }

    @Override
    public CommandResult retry(String run, List<String> tasks, String cause) throws Exception {
        return commandResult(ask(ControlServer.RETRY, new Retry(run, tasks, cause), Answer.class, ANSWER));
    }

    @Override
    public CommandResult erase(String run, @Nullable String task, String reason, String cause) throws Exception {
        return commandResult(ask(ControlServer.ERASE, new Erase(run, task, reason, cause), Answer.class, ERASED));
    }

    private static CommandResult commandResult(Answer answer) {
        return answer.refusal() == null
                ? new CommandResult.Accepted(List.of())
                : new CommandResult.Rejected(answer.refusal());
    }

    @Override
    public List<String> resume() throws Exception {
        return ask(ControlServer.RESUME, new Nothing(), Open.class, ANSWER).runs();
    }

    @Override
    public boolean looksAfter(String run) throws EngineError {
        try {
            LookAfterReply reply = ask(ControlServer.LOOK_AFTER, new About(run), LookAfterReply.class, ANSWER);
            whyAttemptsWait = Optional.ofNullable(reply.whyAttemptsWait());
            return reply.looksAfter();
        } catch (NoAnswerException e) {
            whyAttemptsWait = Optional.empty();
            return false;
        }
    }

    @Override
    public Optional<String> whyAttemptsWait() {
        return whyAttemptsWait;
    }

    private boolean alive() {
        try {
            ask(ControlServer.PING, new Nothing(), Nothing.class, ALIVE);
            return true;
        } catch (NoAnswerException | EngineError e) {
            return false;
        }
    }

    @Override
    public void awaitCleanedUp(String run) {
        // the process that the engine is in sees to that
    }

    @Override
    public Set<String> release() {
        close();
        return Set.of();
    }

    @Override
    public void close() {
        client.close();
    }

    private <T> T ask(String path, Object request, Class<T> answer, Duration patience)
            throws NoAnswerException, EngineError {
        try {
            HttpRequest post = HttpRequest.newBuilder(URI.create(
                            "http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + engine.port() + path))
                    .timeout(patience)
                    .header("Authorization", "Bearer " + engine.token())
                    .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(request)))
                    .build();
            HttpResponse<byte[]> response = client.send(post, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() == ControlServer.UNAVAILABLE) {
                throw new NotTakenException(data.root(), null);
            }
            if (response.statusCode() != ControlServer.OK) {
                Failed failed = json.readValue(response.body(), Failed.class);
                throw new EngineError(failed.kind(), failed.message());
            }
            return json.readValue(response.body(), answer);
        } catch (ConnectException | HttpConnectTimeoutException e) {
            throw new NotTakenException(data.root(), e);
        } catch (IOException e) {
            throw new NoAnswerException(data.root(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoAnswerException(data.root(), e);
        }
    }

    /** The request has certainly not been carried out, and can be put to another engine. */
    static final class NotTakenException extends NoAnswerException {
        private static final long serialVersionUID = 1L;

        NotTakenException(Path directory, @Nullable Throwable cause) {
            super(directory, cause);
        }
    }
}
