package dev.stretto.app.command.show;

import dev.stretto.app.command.ExitCodes;
import dev.stretto.app.command.UsageException;
import dev.stretto.app.report.ConflictContents;
import dev.stretto.app.report.ConflictDocument;
import dev.stretto.app.report.ConflictText;
import dev.stretto.app.report.SideReader;
import dev.stretto.app.terminal.Screen;
import dev.stretto.engine.report.Collided;
import dev.stretto.engine.run.StartedRun;
import dev.stretto.engine.synthesis.Overlap;
import dev.stretto.engine.text.Listed;
import java.util.List;

/** Shows the conflicts of a run at one path, with their sides. */
final class ShownConflict {
    private static final int SIDE_BYTES = 1024 * 1024;
    private static final int NAMED = 10;

    private ShownConflict() {}

    static int print(StartedRun run, String path, Screen screen) throws UsageException {
        List<Collided> all = Collided.in(run);
        List<Collided> there =
                all.stream().filter(collided -> collided.path().equals(path)).toList();
        if (there.isEmpty()) {
            throw new UsageException(none(run, path, all));
        }
        SideReader reader = SideReader.of(run, SIDE_BYTES);
        List<ConflictContents> conflicts = there.stream().map(reader::read).toList();
        if (screen.json()) {
            screen.document(new ConflictDocument(run.context().run(), path, conflicts));
        } else {
            conflicts.forEach(conflict -> ConflictText.of(conflict).forEach(screen::line));
        }
        return ExitCodes.CLEAN;
    }

    private static String none(StartedRun run, String path, List<Collided> all) {
        boolean unknown = run.synthesis().overlaps().stream()
                .anyMatch(overlap -> overlap.kind() == Overlap.Kind.CONFLICT
                        && overlap.path().equals(path));
        if (unknown) {
            return "the log of run " + run.context().run() + " does not say what the sides of the conflict at '" + path
                    + "' were; the tasks' work is on their branches";
        }
        List<String> paths = all.stream().map(Collided::path).distinct().toList();
        String there = paths.isEmpty()
                ? "nothing collided in it"
                : "it has some at "
                        + Listed.first(
                                NAMED,
                                paths.stream().map(known -> "'" + known + "'").toList());
        return "run " + run.context().run() + " has no conflict at '" + path + "'; " + there;
    }
}
