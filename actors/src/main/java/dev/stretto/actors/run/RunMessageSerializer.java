package dev.stretto.actors.run;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import dev.stretto.engine.run.CommandResult;
import dev.stretto.engine.run.RunCommand;
import dev.stretto.persistence.codec.StrettoJson;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.UncheckedIOException;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.SerializerWithStringManifest;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a run is asked, and what it answers, as JSON: these are the messages that may come from, or go to, another machine. Each
 * manifest ends in a version. The same version always means the same; a change in what a message holds gets a new one, beside
 * the old one for as long as machines that know only that may be in a cluster.
 */
public final class RunMessageSerializer extends SerializerWithStringManifest {
    /** Pekko keeps the numbers up to 40 for itself; this one is beside that of the log's entries. */
    private static final int IDENTIFIER = 1_936_553_589;

    private static final String DECIDE = "run-decide-1";
    private static final String DECIDED = "run-decided-1";
    private static final String LET_GO = "run-let-go-1";

    private static final ObjectMapper JSON = commands();

    private final ActorRefResolver actors;

    /** Made by Pekko. */
    public RunMessageSerializer(ExtendedActorSystem system) {
        this.actors = ActorRefResolver.get(Adapter.toTyped(system));
    }

    private record DecideOnTheWire(RunCommand command, String cause, String replyTo) {}

    /**
     * An answer. The events of a command that was accepted are in the log.
     *
     * @param rejected why the command was refused; absent if it was accepted
     */
    private record DecidedOnTheWire(@Nullable String rejected) {
        static DecidedOnTheWire of(CommandResult result) {
            return switch (result) {
                case CommandResult.Accepted accepted -> new DecidedOnTheWire(null);
                case CommandResult.Rejected refusal -> new DecidedOnTheWire(refusal.reason());
            };
        }

        CommandResult result() {
            return rejected == null ? CommandResult.accepted() : new CommandResult.Rejected(rejected);
        }
    }

    /** Tells the commands apart by their names in the code, which are part of the version. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    private interface Named {}

    private static ObjectMapper commands() {
        ObjectMapper mapper = StrettoJson.mapper().copy().addMixIn(RunCommand.class, Named.class);
        for (Class<?> command : RunCommand.class.getPermittedSubclasses()) {
            mapper.registerSubtypes(new NamedType(command, command.getSimpleName()));
        }
        return mapper;
    }

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public String manifest(Object message) {
        return switch (message) {
            case RunActor.Decide decide -> DECIDE;
            case RunReply.Decided decided -> DECIDED;
            case RunReply.LetGo letGo -> LET_GO;
            default -> throw new IllegalArgumentException("no such message leaves a machine: " + message.getClass());
        };
    }

    @Override
    public byte[] toBinary(Object message) {
        return switch (message) {
            case RunActor.Decide decide ->
                written(new DecideOnTheWire(
                        decide.command(), decide.cause(), actors.toSerializationFormat(decide.replyTo())));
            case RunReply.Decided decided -> written(DecidedOnTheWire.of(decided.result()));
            case RunReply.LetGo letGo -> written(letGo.stopped());
            default -> throw new IllegalArgumentException("no such message leaves a machine: " + message.getClass());
        };
    }

    private static byte[] written(Object message) {
        try {
            return JSON.writeValueAsBytes(message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
        try {
            return switch (manifest) {
                case DECIDE -> {
                    DecideOnTheWire read = JSON.readValue(bytes, DecideOnTheWire.class);
                    yield new RunActor.Decide(
                            read.command(), read.cause(), actors.<RunReply.Decided>resolveActorRef(read.replyTo()));
                }
                case DECIDED ->
                    new RunReply.Decided(
                            JSON.readValue(bytes, DecidedOnTheWire.class).result());
                case LET_GO -> new RunReply.LetGo(JSON.readValue(bytes, StoppedRun.class));
                default -> throw new NotSerializableException("no message of a run has the manifest " + manifest);
            };
        } catch (NotSerializableException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
