package dev.stretto.engine.run;

import dev.stretto.engine.synthesis.Resolution;
import dev.stretto.engine.synthesis.ResolverRun;
import dev.stretto.engine.todo.IllegalTransitionException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What resolvers have made of the conflicts of a run, in the order in which they were asked.
 *
 * @param ended one for each task that a resolver was asked about
 */
public record Resolving(List<Ended> ended) {
    static final Resolving NONE = new Resolving(List.of());

    /** What came of one. */
    public sealed interface Ended {
        /** The id of the task that was to be brought together with the rest. */
        String task();

        /** The resolver's run; absent if it did not come to that. */
        @Nullable
        ResolverRun by();
    }

    /** What it made of the conflict was taken. */
    public record Taken(Resolution resolution, ResolverRun by) implements Ended {
        @Override
        public String task() {
            return resolution.task();
        }
    }

    /** The conflict stays as it is. */
    public record Refused(
            String task, String reason, @Nullable ResolverRun by) implements Ended {}

    public Resolving {
        ended = List.copyOf(ended);
    }

    Resolving resolved(Resolution resolution, ResolverRun by) {
        return plus(new Taken(resolution, by));
    }

    Resolving refused(String task, String reason, @Nullable ResolverRun by) {
        return plus(new Refused(task, reason, by));
    }

    private Resolving plus(Ended one) {
        if (asked().contains(one.task())) {
            throw new IllegalTransitionException(
                    "the conflict of task '" + one.task() + "' was given to a resolver before");
        }
        return new Resolving(Stream.concat(ended.stream(), Stream.of(one)).toList());
    }

    /** The tasks that a resolver has been asked about. */
    Set<String> asked() {
        Set<String> asked = new HashSet<>();
        ended.forEach(one -> asked.add(one.task()));
        return asked;
    }

    /** Those that were taken, with the runs that made them. */
    public Stream<Taken> taken() {
        return ended.stream().filter(Taken.class::isInstance).map(Taken.class::cast);
    }

    /** Those that were taken. */
    public List<Resolution> resolutions() {
        return taken().map(Taken::resolution).toList();
    }
}
