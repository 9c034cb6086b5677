package dev.stretto.subagents.overlay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MountingTest {
    @TempDir
    Path folder;

    Overlay overlay;

    @BeforeEach
    void anOverlay() throws IOException {
        Path root = folder.resolve("root, with: all");
        Path layers = root.resolve("layers");
        assumeTrue(
                Mounting.in(layers) instanceof Mounting.Trial.Possible,
                () -> "this machine permits no overlays: " + Mounting.in(layers));
        Path layer = Files.createDirectories(layers.resolve("tree"));
        Files.createDirectories(layer.resolve("dir"));
        Files.writeString(layer.resolve("a.txt"), "a\n");
        Files.writeString(layer.resolve("dir/b.txt"), "b\n");
        overlay = new Overlay(root.resolve("work/1"), List.of(layer), layers);
        overlay.make();
    }

    @Test
    void what_is_changed_is_kept_beside_it_and_seen_by_the_next_command() throws Exception {
        run(overlay.words(), "echo new > new.txt; echo more >> a.txt; rm dir/b.txt; mkdir -p empty/folder");

        assertThat(run(overlay.words(), "cat a.txt new.txt; ls dir empty"))
                .isEqualTo("a\nmore\nnew\ndir:\n\nempty:\nfolder");
        assertThat(run(overlay.wordsToRead(), "cat a.txt new.txt")).isEqualTo("a\nmore\nnew");
        assertThat(overlay.layers().getFirst().resolve("dir/b.txt")).hasContent("b");
        assertThat(overlay.directory()).isEmptyDirectory();
        Changed changed = Changed.in(overlay);
        assertThat(changed.paths()).containsExactlyInAnyOrder("a.txt", "new.txt", "empty");
        assertThat(changed.deleted()).containsExactly("dir/b.txt");
        assertThat(changed.repositories()).isFalse();
    }

    @Test
    void a_folder_that_was_replaced_stands_for_all_that_is_in_it() throws Exception {
        run(overlay.words(), "rm -r dir; mkdir dir; echo c > dir/c.txt; git init -q sub; ln -s nowhere link");

        Changed changed = Changed.in(overlay);
        assertThat(changed.paths()).containsExactlyInAnyOrder("dir", "sub", "link");
        assertThat(changed.repositories()).isTrue();
        assertThat(overlay.stored(overlay.directory().resolve("dir/b.txt"))).doesNotExist();
        assertThat(overlay.stored(overlay.directory().resolve("dir/c.txt"))).hasContent("c");
        assertThat(overlay.stored(overlay.directory().resolve("a.txt"))).hasContent("a");
    }

    @Test
    void names_may_have_any_bytes() throws Exception {
        run(overlay.words(), "touch \"$(printf 'um\\303\\244laut %%\\377\\n?')\"");

        assertThat(Changed.in(overlay).paths()).containsExactly("um\u00c3\u00a4laut %\u00ff\n?");
    }

    @Test
    void nobody_in_it_can_mount_unmount_or_change_a_layer() throws Exception {
        assertThat(run(overlay.words(), """
                umount -l "$PWD" 2> /dev/null || echo kept
                mount -t tmpfs none dir 2> /dev/null || echo kept
                touch "%s/tree/foreign" 2> /dev/null || echo kept
                """.formatted(overlay.layersFolder()))).isEqualTo("kept\nkept\nkept");
        assertThat(overlay.layers().getFirst().resolve("foreign")).doesNotExist();
    }

    @Test
    void what_only_reads_changes_nothing_also_while_somebody_is_at_work() throws Exception {
        Process atWork = start(overlay.words(), "echo now > a.txt; echo begun; read line; echo $line > b.txt");
        String begun =
                new BufferedReader(new InputStreamReader(atWork.getInputStream(), StandardCharsets.UTF_8)).readLine();
        assertThat(begun).isEqualTo("begun");

        assertThat(run(overlay.wordsToRead(), "cat a.txt; touch foreign 2> /dev/null || echo kept"))
                .isEqualTo("now\nkept");
        assertThat(run(overlay.wordsToJoin(atWork.pid()), "cat a.txt; echo joined > joined.txt; pwd"))
                .isEqualTo("now\n" + overlay.directory());
        atWork.getOutputStream().write("later\n".getBytes(StandardCharsets.UTF_8));
        atWork.getOutputStream().close();
        assertThat(atWork.waitFor()).isZero();
        assertThat(overlay.upper().resolve("b.txt")).hasContent("later");
        assertThat(overlay.upper().resolve("joined.txt")).hasContent("joined");
    }

    @Test
    void nothing_stays_mounted() throws Exception {
        run(overlay.words(), "true");

        assertThat(Files.readString(Path.of("/proc/self/mounts"))).doesNotContain(folder.toString());
        Overlay.delete(overlay.directory());
        assertThat(overlay.upper()).doesNotExist();
    }

    private Process start(List<String> leading, String script) throws IOException {
        List<String> words = new ArrayList<>(leading);
        words.addAll(List.of("/bin/sh", "-ec", script));
        return new ProcessBuilder(words)
                .directory(overlay.around().toFile())
                .redirectErrorStream(true)
                .start();
    }

    private String run(List<String> leading, String script) throws Exception {
        Process process = start(leading, script);
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
