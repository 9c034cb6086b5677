package dev.stretto.persistence.export;

import dev.stretto.persistence.audit.Audit;
import dev.stretto.persistence.codec.ArtifactsOf;
import dev.stretto.persistence.codec.AuditFinding;
import dev.stretto.persistence.codec.AuditFinding.Kind;
import dev.stretto.persistence.codec.CorruptLogException;
import dev.stretto.persistence.codec.Digests;
import dev.stretto.persistence.codec.LogEntry;
import dev.stretto.persistence.codec.LogPlace;
import dev.stretto.persistence.codec.StoredEvent;
import dev.stretto.persistence.codec.StoredRow;
import dev.stretto.persistence.codec.UnknownEventException;
import dev.stretto.persistence.export.JsonLines.StrangeLineException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A log in a file of its own, as {@link LogExport} writes it; it needs no engine, no database and no repository. A bare list
 * of entries, one a line, is read too.
 *
 * <p>Reading checks the file around the events: the header against what is there, and every artifact by its digest. The free texts
 * are given to the rows whose events refer to them. Of artifacts no more than a line is in memory at a time. Whether the events are to be trusted is {@link Audit}'s to say.
 */
public final class LogFile {
    private static final String FIRST_TYPE = "run-started";

    private final LogPlace place;
    private final @Nullable ExportHeader header;
    private final List<byte[]> entries = new ArrayList<>();
    private final TextsInFile texts = new TextsInFile();
    private final List<StoredRow> rows;
    private final ArtifactsInFile artifacts = new ArtifactsInFile();
    private final List<AuditFinding> findings = new ArrayList<>();

    private LogFile(Path file, LineReader lines) throws IOException {
        this.place = new LogPlace(file.toString(), null, null);
        byte[] first = lines.next();
        if (first == null) {
            throw new CorruptLogException(place, "it is empty");
        }
        this.header = JsonLines.header(first) ? readHeader(first) : null;
        if (header == null) {
            if (!JsonLines.entry(first)) {
                throw new CorruptLogException(
                        place, "its first line is neither the header of an exported log nor an event");
            }
            add(first, lines.number());
        }
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            add(line, lines.number());
        }
        artifacts.end();
        this.rows = texts.with(entries);
        compare(lines.ended());
    }

    /**
     * Reads such a file.
     *
     * @throws CorruptLogException if it can't be one
     * @throws UnknownEventException if its format is of a newer version
     */
    public static LogFile read(Path file) throws IOException {
        try (LineReader lines = new LineReader(file)) {
            return new LogFile(file, lines);
        }
    }

    /**
     * The id of the run whose log this is.
     *
     * @throws CorruptLogException if the file has no header, and its first entry is not the beginning of a run
     */
    public String run() {
        if (header != null) {
            return header.run();
        }
        StoredEvent first = StoredEvent.parse(place.at(1), rows.getFirst().stored());
        if (first.type().equals(FIRST_TYPE) && first.data().path("run").isTextual()) {
            return first.data().path("run").textValue();
        }
        throw new CorruptLogException(place.at(1), "a log begins with " + FIRST_TYPE);
    }

    /** The entries, unchecked; their numbers are their places in the file. */
    public List<StoredRow> rows() {
        return List.copyOf(rows);
    }

    /** True if the file can hold texts and artifacts: if it is no bare list of entries. */
    public boolean complete() {
        return header != null;
    }

    /** What is wrong with the file around the events; empty if nothing is. */
    public List<AuditFinding> findings() {
        return List.copyOf(findings);
    }

    /** What is wrong with an artifact, as the end of a sentence; empty if it is whole. */
    public Optional<String> artifactProblem(String digest) {
        return artifacts.problem(digest);
    }

    /** True if the file has something of an artifact. */
    public boolean hasArtifact(String digest) {
        return artifacts.digests().contains(digest);
    }

    private ExportHeader readHeader(byte[] line) {
        try {
            ExportHeader read = JsonLines.read(line, ExportHeader.class);
            if (!read.format().equals(ExportHeader.FORMAT)) {
                throw new StrangeLineException("its format is '" + read.format() + "'");
            }
            if (read.version() < 1) {
                throw new StrangeLineException("there is no version " + read.version() + " of the format");
            }
            if (read.version() > ExportHeader.VERSION) {
                throw new UnknownEventException(
                        place, read.format(), read.version(), "it knows versions up to " + ExportHeader.VERSION);
            }
            return read;
        } catch (StrangeLineException e) {
            throw new CorruptLogException(place, "line 1, the header, can't be read: " + e.problem(), e);
        }
    }

    /** By its place a line is an entry, unless it says that it is not; after the entries it is a text or a part of an artifact. */
    private void add(byte[] line, long number) {
        boolean expected = header == null || entries.size() < header.events();
        if (JsonLines.entry(line) || (expected && !JsonLines.artifact(line) && !JsonLines.text(line))) {
            if (texts.count() > 0 || !artifacts.digests().isEmpty()) {
                find(Kind.REORDERED, "line " + number + " is an event, and stands after the texts and artifacts");
            }
            entries.add(line);
            return;
        }
        try {
            if (JsonLines.text(line)) {
                texts.add(JsonLines.read(line, TextLine.class));
            } else {
                artifacts.add(JsonLines.artifactLine(line));
            }
        } catch (StrangeLineException e) {
            find(
                    JsonLines.text(line) ? Kind.TEXT : Kind.ARTIFACT,
                    "line " + number + " is no " + (JsonLines.text(line) ? "text: " : "part of an artifact: ")
                            + e.problem());
        }
    }

    private void compare(boolean ended) {
        if (header == null) {
            if (texts.count() > 0 || !artifacts.digests().isEmpty()) {
                find(Kind.REMOVED, "its header is missing");
            }
            return;
        }
        if (!ended) {
            find(Kind.REMOVED, "its end was cut off in the middle of a line");
        }
        compareEvents(header);
        if (texts.count() != header.texts()) {
            find(Kind.TEXT, "it has " + texts.count() + " texts, and its header says " + header.texts());
        }
        texts.strangers().forEach(digest -> find(Kind.TEXT, "no event refers to its text " + digest));
        if (artifacts.digests().size() != header.artifacts()) {
            find(
                    Kind.ARTIFACT,
                    "it has " + artifacts.digests().size() + " artifacts, and its header says " + header.artifacts());
        }
        Set<String> strangers = new LinkedHashSet<>(artifacts.digests());
        strangers.removeAll(ArtifactsOf.rows(rows).keySet());
        strangers.forEach(digest -> find(Kind.ARTIFACT, "no event refers to its artifact " + digest));
    }

    private void compareEvents(ExportHeader says) {
        long found = rows.size();
        String chain = rows.isEmpty()
                ? LogEntry.NO_PREVIOUS
                : Digests.of(rows.getLast().stored());
        if (found < says.events()) {
            findings.add(new AuditFinding(
                    found + 1,
                    Kind.REMOVED,
                    "the file has " + found + " events, and its header says " + says.events()));
        } else if (found > says.events()) {
            findings.add(new AuditFinding(
                    says.events() + 1,
                    Kind.INSERTED,
                    "the file has " + found + " events, and its header says " + says.events()));
        } else if (!chain.equals(says.chain())) {
            findings.add(new AuditFinding(
                    found, Kind.CHANGED, "the log ends in " + chain + ", and its header says " + says.chain()));
        }
    }

    private void find(Kind kind, String message) {
        findings.add(new AuditFinding(0, kind, message));
    }
}
