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
import java.nio.charset.StandardCharsets;
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
                Optional<TextMerge.Merged> text = text(texts, met.tree(), path);
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

    private Optional<TextMerge.Merged> text(TextMerge texts, String tree, CollidingPath path)
            throws GitException, IOException {
        Side ours = path.ours();
        Side theirs = path.theirs();
        boolean lines = path.kind() == CollisionKind.SAME_LINES || path.kind() == CollisionKind.BOTH_ADDED;
        if (!lines || ours == null || theirs == null || !isFile(ours) || !isFile(theirs) || !isFile(path.base())) {
            return Optional.empty();
        }
        return texts.of(path.base(), ours, theirs, inTree(tree, path.path()));
    }

    /** A file of a tree, a character for each byte; empty if it is not there, or its name can't be asked for. */
    private Optional<String> inTree(String tree, String path) throws GitException {
        if (path.indexOf('\n') >= 0) {
            return Optional.empty();
        }
        byte[] asked = (tree + ":" + path + "\n").getBytes(StandardCharsets.ISO_8859_1);
        String answer =
                new String(git.fedBytes(asked).run("cat-file", "--batch").bytes(), StandardCharsets.ISO_8859_1);
        int end = answer.indexOf('\n');
        String[] head = answer.substring(0, Math.max(0, end)).split(" ", -1);
        return head.length == 3 && head[1].equals("blob")
                ? Optional.of(answer.substring(end + 1, end + 1 + Integer.parseInt(head[2])))
                : Optional.empty();
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
