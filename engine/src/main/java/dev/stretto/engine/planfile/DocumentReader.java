package dev.stretto.engine.planfile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.stretto.engine.plan.InvalidPlanException;
import dev.stretto.engine.plan.PlanLimits;
import dev.stretto.engine.plan.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads bytes into a {@link Document}, within limits: nothing that a file holds makes it take much time or memory. */
final class DocumentReader {
    private static final int MEBI = 1024 * 1024;
    /** Jackson's own way of naming a place, which is wordy and says nothing that the problem's place does not say. */
    private static final Pattern SOURCE =
            Pattern.compile(" \\(for \\w+ starting at \\[[^]]*]\\)| ?\\(code \\d+\\)| at \\[[^]]*]");

    private final String name;
    private final List<Problem> problems;

    /** Problems that do not keep the rest from being read are added to the list. */
    DocumentReader(String name, List<Problem> problems) {
        this.name = name;
        this.problems = problems;
    }

    Document read(InputStream in) throws InvalidPlanException {
        String text = decode(bytes(in));
        try (JsonParser parser = parser(text)) {
            TreeWalk walk = new TreeWalk(name, parser, problems);
            if (parser.nextToken() == null) {
                throw refused(Position.WHOLE, "an empty document", "a plan");
            }
            JsonNode root = walk.value("", 0);
            if (parser.nextToken() != null) {
                throw refused(walk.here(), "a second document in the file", "one plan a file");
            }
            return new Document(name, root, walk.places(), walk.sources());
        } catch (JsonProcessingException e) {
            throw refused(
                    place(e), "a syntax error (" + phrase(e.getOriginalMessage()) + ")", "well-formed " + language());
        } catch (IOException | YAMLException e) {
            throw refused(
                    Position.WHOLE,
                    "a syntax error (" + phrase(String.valueOf(e.getMessage())) + ")",
                    "well-formed " + language());
        }
    }

    private byte[] bytes(InputStream in) throws InvalidPlanException {
        try {
            byte[] bytes = in.readNBytes(PlanLimits.FILE_BYTES + 1);
            if (bytes.length > PlanLimits.FILE_BYTES) {
                throw refused(
                        Position.WHOLE,
                        "a file of more than " + PlanLimits.FILE_BYTES / MEBI + " MiB",
                        "at most " + PlanLimits.FILE_BYTES / MEBI + " MiB");
            }
            return bytes;
        } catch (IOException e) {
            throw refused(Position.WHOLE, "a file that can't be read (" + e.getMessage() + ")", "a readable plan file");
        }
    }

    private String decode(byte[] bytes) throws InvalidPlanException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(buffer)
                    .toString();
            int nul = text.indexOf('\0');
            if (nul >= 0) {
                throw refused(placeOf(text, nul), "a NUL character", "text");
            }
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            String before = new String(bytes, 0, buffer.position(), StandardCharsets.ISO_8859_1);
            throw refused(placeOf(before, before.length()), "bytes that are not UTF-8", "text in UTF-8");
        }
    }

    private JsonParser parser(String text) throws IOException {
        if (isJson()) {
            return new JsonFactory().createParser(text);
        }
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(PlanLimits.FILE_BYTES);
        return AnchorParser.of(text, options);
    }

    private boolean isJson() {
        return name.endsWith(".json");
    }

    private String language() {
        return isJson() ? "JSON" : "YAML";
    }

    private InvalidPlanException refused(Position place, String found, String expected) {
        List<Problem> all = new ArrayList<>(problems);
        all.add(new Problem(name, place.line(), place.column(), "", found, expected));
        return new InvalidPlanException(all);
    }

    private static Position place(JsonProcessingException e) {
        return e.getLocation() == null
                ? Position.WHOLE
                : new Position(
                        Math.max(0, e.getLocation().getLineNr()),
                        Math.max(0, e.getLocation().getColumnNr()));
    }

    private static Position placeOf(String text, int end) {
        long lines = text.substring(0, end).chars().filter(c -> c == '\n').count();
        return new Position(Math.toIntExact(lines) + 1, end - text.lastIndexOf('\n', Math.max(0, end - 1)));
    }

    /** The parsers' messages repeat the source over several lines; what they say stands in those that are not indented. */
    private static String phrase(String message) {
        String phrase = SOURCE.matcher(message)
                .replaceAll("")
                .lines()
                .filter(line -> !line.isBlank() && !Character.isWhitespace(line.charAt(0)))
                .map(String::strip)
                .collect(Collectors.joining(", "));
        int most = 200;
        return phrase.length() > most ? phrase.substring(0, most) + "…" : phrase;
    }
}
