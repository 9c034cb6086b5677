package dev.stretto.subagents.git.workspace;

import static dev.stretto.subagents.git.Sandbox.sh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stretto.engine.plan.WorkspaceSpec.Isolation;
import dev.stretto.subagents.files.Folders;
import dev.stretto.subagents.git.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class LayersTest {
    @TempDir
    Path temp;

    Sandbox sandbox;
    Layers layers;

    @BeforeEach
    void begin() {
        sandbox = Sandbox.in(temp).with(Isolation.OVERLAY);
        layers = new Layers(sandbox.root.resolve("data/workspaces"));
        assumeTrue(layers.usable(), "this machine permits no overlays");
    }

    @Test
    void attempts_share_one_checkout_of_their_base() throws Exception {
        Worktree one = sandbox.worktrees.prepare(sandbox.order("one"));
        Worktree two = sandbox.worktrees.prepare(sandbox.order("two"));

        assertThat(checkouts()).hasSize(1);
        assertThat(one.directory()).isEmptyDirectory();
        assertThat(one.place().overlay().orElseThrow().layers())
                .isEqualTo(two.place().overlay().orElseThrow().layers());
        assertThat(sandbox.sh("git status --porcelain; git worktree list --porcelain | grep -c ^locked"))
                .isEqualTo("2");
    }

    @Test
    void one_in_which_somebody_changed_a_file_is_used_no_more() throws Exception {
        Worktree one = sandbox.worktrees.prepare(sandbox.order("one"));
        Path tree = one.place().overlay().orElseThrow().layers().getLast();
        Files.writeString(tree.resolve("a.txt"), "foreign");
        Layers.forget(tree.resolveSibling(""));

        Worktree two = sandbox.worktrees.prepare(sandbox.order("two"));

        assertThat(checkouts()).hasSize(2);
        assertThat(sh(two.directory(), "head -1 a.txt; git status --porcelain")).isEqualTo("1");
    }

    @Test
    void one_that_is_in_use_stays_and_one_that_is_not_goes() throws Exception {
        Worktree one = sandbox.worktrees.prepare(sandbox.order("one"));
        UnusedLayers unused = new UnusedLayers(layers);

        unused.remove();
        assertThat(checkouts()).hasSize(1);
        assertThat(unused.bytes()).isZero();

        one.remove();
        assertThat(unused.bytes()).isPositive();
        unused.remove();
        assertThat(checkouts()).isEmpty();
        assertThat(sh(sandbox.worktrees.prepare(sandbox.order("two")).directory(), "ls"))
                .startsWith("a.txt");
    }

    @Test
    void one_that_was_not_used_for_two_weeks_goes_by_itself() throws Exception {
        sandbox.worktrees.prepare(sandbox.order("one")).remove();
        Path old = checkouts().getFirst();
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(13))));

        new UnusedLayers(layers).tidy(Instant.now());
        assertThat(old).exists();

        new UnusedLayers(layers).tidy(Instant.now().plus(Duration.ofDays(2)));
        assertThat(old).doesNotExist();
    }

    private List<Path> checkouts() throws IOException {
        return Folders.entries(layers.folder()).stream()
                .filter(Files::isDirectory)
                .toList();
    }
}
