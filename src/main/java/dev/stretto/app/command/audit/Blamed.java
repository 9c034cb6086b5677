package dev.stretto.app.command.audit;

import dev.stretto.subagents.git.provenance.BlamedCommit;
import dev.stretto.subagents.git.provenance.BlamedFile;
import dev.stretto.subagents.git.provenance.LineSource;
import dev.stretto.subagents.git.provenance.LineSource.Attempt;
import dev.stretto.subagents.git.provenance.LineSource.Elsewhere;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What {@code blame --json} prints.
 *
 * @param run the run whose result was looked at; absent with {@code --rev}
 * @param revision what was asked for with {@code --rev}
 * @param lineCount how many lines the file has
 */
record Blamed(
        String repository,
        @Nullable String run,
        @Nullable String revision,
        String commit,
        String path,
        int lineCount,
        List<Lines> ranges) {

    /**
     * Neighbouring lines of the same origin. What says which attempt they are of is absent if they were there before or a
     * person made them.
     *
     * @param path what the file was called in that commit, if that was something else
     * @param event the number of the event with which the attempt completed its task
     */
    record Lines(
            int from,
            int to,
            String commit,
            @Nullable String path,
            @Nullable String run,
            @Nullable String task,
            @Nullable Integer attempt,
            @Nullable Long event,
            LineSource.@Nullable How how,
            LineSource.@Nullable Merge merge,
            @Nullable String remadeBy,
            String author,
            String email,
            @Nullable String date,
            String subject) {

        private static Lines of(BlamedFile file, BlamedFile.Range range, CompletedEvents events) {
            Attempt attempt = switch (range.source()) {
                case Attempt known -> known;
                case Elsewhere elsewhere -> null;
            };
            BlamedCommit commit = range.commit();
            return new Lines(
                    range.from(),
                    range.to(),
                    commit.id(),
                    range.path().equals(file.path()) ? null : range.path(),
                    attempt == null ? null : attempt.run(),
                    attempt == null ? null : attempt.task(),
                    attempt == null ? null : attempt.attempt(),
                    attempt == null ? null : events.number(attempt.run(), attempt.task(), attempt.attempt()),
                    attempt == null ? null : attempt.how(),
                    attempt == null ? null : attempt.merge(),
                    attempt == null ? null : attempt.remadeBy(),
                    commit.author(),
                    commit.email(),
                    commit.date().isEmpty() ? null : commit.date(),
                    commit.subject());
        }
    }

    static Blamed of(BlamedFile file, @Nullable String run, @Nullable String revision, CompletedEvents events) {
        return new Blamed(
                file.repository(),
                run,
                revision,
                file.commit(),
                file.path(),
                file.lineCount(),
                file.ranges().stream()
                        .map(range -> Lines.of(file, range, events))
                        .toList());
    }

    /** The runs that lines of a file come from. */
    static Set<String> runs(BlamedFile file) {
        return file.ranges().stream()
                .map(BlamedFile.Range::source)
                .filter(Attempt.class::isInstance)
                .map(source -> ((Attempt) source).run())
                .collect(Collectors.toSet());
    }
}
