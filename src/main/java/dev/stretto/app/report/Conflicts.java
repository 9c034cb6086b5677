package dev.stretto.app.report;

import dev.stretto.engine.report.Collided;
import dev.stretto.engine.run.StartedRun;
import java.util.List;

/**
 * The conflicts of a run, and the sides of as many of them as a page has room for.
 *
 * @param all where tasks collide
 * @param shown the first of them, with their sides
 */
public record Conflicts(List<Collided> all, List<ConflictContents> shown) {
    /** None. */
    public static final Conflicts NONE = new Conflicts(List.of(), List.of());

    private static final int SHOWN = 30;
    private static final int SIDE_BYTES = 1024 * 1024;

    public Conflicts {
        all = List.copyOf(all);
        shown = List.copyOf(shown);
    }

    /** Those of a run, read from its repository. */
    public static Conflicts of(StartedRun run) {
        List<Collided> all = Collided.in(run);
        SideReader reader = SideReader.of(run, SIDE_BYTES);
        return new Conflicts(all, all.stream().limit(SHOWN).map(reader::read).toList());
    }
}
