package dev.stretto.subagents.git.remedy;

import dev.stretto.engine.synthesis.Hunk;
import dev.stretto.engine.synthesis.LineRange;
import dev.stretto.engine.synthesis.Side;
import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.GitOutput;
import dev.stretto.subagents.git.ScratchFolder;
import dev.stretto.subagents.git.overlap.DiffHunks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Merges texts so that ours stands where both sides changed the same lines, and says which lines of theirs were not taken. */
final class TextMerge {
    /** What git ends with for a file that is no text; up to 127 it is the number of conflicts. */
    private static final int BINARY = 255;

    private static final int MOST_CONFLICTS = 127;

    /**
     * A merged text.
     *
     * @param blob its id
     * @param lost the lines of their file that are not in it
     */
    record Merged(String blob, List<LineRange> lost) {
        Merged {
            lost = List.copyOf(lost);
        }
    }

    private final Git git;
    private final ScratchFolder folder;

    TextMerge(Git git, ScratchFolder folder) {
        this.git = git;
        this.folder = folder;
    }

    /**
     * Merges a file; empty if it is no text.
     *
     * @param met what git made of it when it merged everything, with markers; empty if that is not known
     */
    Optional<Merged> of(@Nullable Side base, Side ours, Side theirs, Optional<String> met)
            throws GitException, IOException {
        String ourText = written("ours", ours);
        String baseText = written("base", base);
        String theirText = written("theirs", theirs);
        int markers = MarkedText.markersFor(List.of(ourText, baseText, theirText));
        if (met.isPresent() && markers == MarkedText.SHORTEST) {
            MarkedText conflicts = MarkedText.of(met.get(), markers);
            if (!conflicts.theirs().isEmpty()) {
                // Hunk by hunk as the merge has found them, which aligns lines in another way than merge-file does.
                return Optional.of(
                        merged(withoutAddedEnd(conflicts.withOurs(), ourText, met.get()), conflicts, theirText));
            }
        }
        String[] marking = words("--marker-size=" + markers);
        GitOutput marked = git.attempt(marking);
        if (marked.exitCode() == BINARY) {
            return Optional.empty();
        }
        if (marked.exitCode() > MOST_CONFLICTS) {
            throw GitException.failed(git.directory(), List.of(marking), marked.exitCode(), marked.stderr());
        }
        String merged = new String(git.run(words("--ours")).bytes(), StandardCharsets.ISO_8859_1);
        MarkedText conflicts = MarkedText.of(new String(marked.bytes(), StandardCharsets.ISO_8859_1), markers);
        return Optional.of(merged(merged, conflicts, theirText));
    }

    private Merged merged(String text, MarkedText conflicts, String theirText) throws GitException, IOException {
        Files.writeString(folder.file("merged"), text, StandardCharsets.ISO_8859_1);
        String blob = git.line(
                "hash-object", "-w", "--no-filters", folder.file("merged").toString());
        return new Merged(blob, inTheirFile(conflicts, theirText));
    }

    /** Before a marker, git ends a last line that had no end. */
    private static String withoutAddedEnd(String withOurs, String ourText, String met) {
        boolean endsInConflict =
                met.stripTrailing().lastIndexOf('\n') < met.lastIndexOf(">".repeat(MarkedText.SHORTEST));
        return endsInConflict && !ourText.endsWith("\n") && withOurs.endsWith("\n")
                ? withOurs.substring(0, withOurs.length() - 1)
                : withOurs;
    }

    private String[] words(String how) {
        return new String[] {
            "-c",
            "merge.conflictStyle=merge",
            "merge-file",
            "--quiet",
            "--stdout",
            how,
            folder.file("ours").toString(),
            folder.file("base").toString(),
            folder.file("theirs").toString()
        };
    }

    private String written(String name, @Nullable Side side) throws GitException, IOException {
        byte[] content = side == null
                ? new byte[0]
                : git.run("cat-file", "blob", side.blob()).bytes();
        Files.write(folder.file(name), content);
        return new String(content, StandardCharsets.ISO_8859_1);
    }

    /** Where the lines of a conflict are in their own file: what ours changed elsewhere has moved them. */
    private List<LineRange> inTheirFile(MarkedText conflicts, String theirText) throws GitException, IOException {
        if (conflicts.theirs().isEmpty() || conflicts.withTheirs().equals(theirText)) {
            return conflicts.theirs();
        }
        Path mixed = folder.file("mixed");
        Files.writeString(mixed, conflicts.withTheirs(), StandardCharsets.ISO_8859_1);
        GitOutput diff = git.attempt(
                "diff",
                "--no-index",
                "--no-ext-diff",
                "--no-textconv",
                "--no-color",
                "--text",
                "--unified=0",
                "--diff-algorithm=histogram",
                mixed.toString(),
                folder.file("theirs").toString());
        List<Hunk> moves = DiffHunks.in(diff, Integer.MAX_VALUE).stream()
                .flatMap(file -> file.first().stream())
                .toList();
        List<LineRange> ranges = new ArrayList<>();
        for (LineRange range : conflicts.theirs()) {
            int first = moved(range.first(), moves);
            int last = range.count() == 0 ? first - 1 : moved(range.last(), moves);
            ranges.add(new LineRange(first, Math.max(first - 1, last)));
        }
        return ranges;
    }

    private static int moved(int line, List<Hunk> moves) {
        int by = 0;
        for (Hunk move : moves) {
            if (move.before().last() < line) {
                by += move.after().count() - move.before().count();
            } else if (move.before().first() <= line) {
                return move.after().first();
            }
        }
        return line + by;
    }
}
