package dev.stretto.subagents.environment;

import dev.stretto.engine.plan.EnvironmentSpec;
import dev.stretto.engine.plan.EnvironmentValue;
import java.io.IOException;
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
    private static final int MOST_BYTES = 128 * 1024;

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
                values.put(name, value(value, own));
            } catch (IOException e) {
                missing.add("the value of " + name + ": " + e.getMessage());
            }
        });
        if (!missing.isEmpty()) {
            throw new UnknownValueException(
                    String.join("; ", missing.stream().sorted().toList()));
        }
        return values;
    }

    private static String value(EnvironmentValue value, Map<String, String> own) throws IOException {
        return switch (value) {
            case EnvironmentValue.Literal literal -> literal.text();
            case EnvironmentValue.FromEnv from -> {
                String found = own.get(from.name());
                if (found == null) {
                    throw new IOException("the variable " + from.name() + " is not set where Stretto runs");
                }
                yield found;
            }
            case EnvironmentValue.FromFile from -> text(Path.of(from.path()));
        };
    }

    private static String text(Path file) throws IOException {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new IOException(
                        file + " is larger than " + MOST_BYTES / 1024 + " KiB, which no variable can hold");
            }
            String text = Files.readString(file, StandardCharsets.UTF_8);
            return text.endsWith("\r\n")
                    ? text.substring(0, text.length() - 2)
                    : text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        } catch (NoSuchFileException e) {
            throw new IOException("there is no file " + file, e);
        }
    }
}
