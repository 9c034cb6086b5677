package dev.stretto.subagents.git.remedy;

import dev.stretto.engine.synthesis.BranchToMerge;
import dev.stretto.engine.synthesis.CollisionKind;
import dev.stretto.engine.synthesis.LineRange;
import dev.stretto.engine.synthesis.Side;
import dev.stretto.subagents.git.CollidingPath;
import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.ScratchFolder;
import dev.stretto.subagents.git.TreeEdit;
import dev.stretto.subagents.git.TreeMerge;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets what was merged before stand where a branch collides with it: line by line in texts, and otherwise the file as a whole, which
 * may be gone. Where files would have to get other names for that, there is no remedy.
 */
public final class OursWin implements Remedy {
    private static final Set<CollisionKind> HOPELESS =
            EnumSet.of(CollisionKind.RENAME, CollisionKind.FILE_FOLDER, CollisionKind.CASE, CollisionKind.OTHER);

    private final Git git;

    public OursWin(Git git) {
        this.git = git;
    }

    @Override
    public boolean knows(BranchToMerge branch, TreeMerge.Colliding met) {
        return met.paths().stream().noneMatch(path -> HOPELESS.contains(path.kind()));
    }

    @Override
    public Optional<Mended> mend(BranchToMerge branch, TreeMerge.Colliding met) throws GitException {
        if (!knows(branch, met)) {
            return Optional.empty();
        }
        List<String> gone = new ArrayList<>();
        Map<String, Side> files = new HashMap<>();
        List<Loss> losses = new ArrayList<>();
        try (ScratchFolder folder = new ScratchFolder()) {
            TextMerge texts = new TextMerge(git, folder);
            for (CollidingPath path : met.paths()) {
                gone.addAll(path.entries());
                Optional<TextMerge.Merged> text = text(texts, path);
                Side stands = text.isPresent() ? new Side(mode(path), text.get().blob()) : path.ours();
                if (stands != null) {
                    files.put(path.path(), stands);
                }
                List<LineRange> lost = text.map(TextMerge.Merged::lost).orElse(List.of());
                if (text.isEmpty() || !lost.isEmpty()) {
                    losses.add(new Loss(path.shownPath(), path.kind(), lost));
                }
            }
            return Optional.of(new Mended(TreeEdit.of(git, met.tree(), gone, files), losses));
        } catch (IOException e) {
            throw GitException.notEnded(
                    git.directory(), List.of("merge-file"), "had no place for its files: " + e.getMessage(), e);
        }
    }

    private static Optional<TextMerge.Merged> text(TextMerge texts, CollidingPath path)
            throws GitException, IOException {
        Side ours = path.ours();
        Side theirs = path.theirs();
        boolean lines = path.kind() == CollisionKind.SAME_LINES || path.kind() == CollisionKind.BOTH_ADDED;
        if (!lines || ours == null || theirs == null || !isFile(ours) || !isFile(theirs) || !isFile(path.base())) {
            return Optional.empty();
        }
        return texts.of(path.base(), ours, theirs);
    }

    private static boolean isFile(@Nullable Side side) {
        return side == null || side.mode().startsWith("100");
    }

    /** The permissions that theirs have changed, and ours have not, are taken from theirs. */
    private static String mode(CollidingPath path) {
        Side base = path.base();
        Side ours = path.ours();
        Side theirs = path.theirs();
        if (ours == null || theirs == null) {
            throw new IllegalStateException("a text that only one side has");
        }
        return base != null && base.mode().equals(ours.mode()) ? theirs.mode() : ours.mode();
    }
}
