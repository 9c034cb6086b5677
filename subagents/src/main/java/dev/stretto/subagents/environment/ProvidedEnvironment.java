package dev.stretto.subagents.environment;

import dev.stretto.engine.plan.EnvironmentSpec;
import dev.stretto.engine.plan.EnvironmentValue;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The variables of a plan with their values, read when they are needed and kept nowhere. */
public final class ProvidedEnvironment {
    private static final int MOST_BYTES = 96 * 1024;

    private ProvidedEnvironment() {}

    /**
     * The variables with their values.
     *
     * @param own Stretto's own environment
     * @throws UnknownValueException if one of them is not there, with all that are not
     */
    public static Map<String, String> of(EnvironmentSpec environment, Map<String, String> own)
            throws UnknownValueException {
        Map<String, String> values = new HashMap<>();
        List<String> missing = new ArrayList<>();
        environment.variables().forEach((name, value) -> {
            try {
                values.put(name, usable(value(value, own)));
            } catch (IOException e) {
                missing.add("no value for " + name + ": " + e.getMessage());
            }
        });
        if (!missing.isEmpty()) {
            throw new UnknownValueException(
                    String.join("; ", missing.stream().sorted().toList()));
        }
        return values;
    }

    /** What a process can be given; the value itself is in no message. */
    private static String usable(String value) throws IOException {
        Charset encoding = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
        if (value.indexOf('\0') >= 0) {
            throw new IOException("it has a NUL character, which no variable can hold");
        }
        if (value.length() > MOST_BYTES) {
            throw new IOException("it is larger than " + MOST_BYTES / 1024 + " KiB, which no variable can hold");
        }
        if (!encoding.newEncoder().canEncode(value)) {
            throw new IOException("it has characters that the locale's encoding, " + encoding + ", does not have");
        }
        return value;
    }

    private static String value(EnvironmentValue value, Map<String, String> own) throws IOException {
        return switch (value) {
            case EnvironmentValue.Literal literal -> literal.text();
            case EnvironmentValue.FromEnv from -> {
                String found = own.get(from.name());
                if (found == null) {
                    throw new IOException("the variable " + from.name() + " is not set in Stretto's environment");
                }
                yield found;
            }
            case EnvironmentValue.FromFile from -> text(Path.of(from.path()));
        };
    }

    private static String text(Path file) throws IOException {
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            return text.endsWith("\r\n")
                    ? text.substring(0, text.length() - 2)
                    : text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        } catch (NoSuchFileException e) {
            throw new IOException("there is no file " + file, e);
        }
    }
}
