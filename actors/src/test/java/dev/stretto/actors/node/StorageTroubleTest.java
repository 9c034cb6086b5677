package dev.stretto.actors.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.attempt.PinnedBase;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.WorkspaceException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class StorageTroubleTest {
    @TempDir
    Path folder;

    private Path data;
    private Path repository;

    @BeforeEach
    void make() throws IOException {
        data = Files.createDirectory(folder.resolve("data"));
        repository = Files.createDirectory(folder.resolve("repository"));
    }

    @Test
    void words_alone_are_no_trouble() throws IOException {
        Files.createDirectories(repository.resolve(".git/objects"));

        assertThat(of(failed("fatal: No space left on device"))).isEmpty();
        assertThat(of(new WorkspaceException("Too many open files"))).isEmpty();
        try (var left = Files.list(repository.resolve(".git/objects"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void a_file_that_nobody_can_read_is_none_either() {
        assertThat(of(new WorkspaceException("can't be read", new FileNotFoundException("x (Permission denied)"))))
                .isEmpty();
    }

    @Test
    void git_that_fails_where_its_objects_cannot_be_written_has_trouble_whatever_it_says() throws IOException {
        Files.createDirectory(repository.resolve(".git"));
        Path inTheWay = Files.createFile(repository.resolve(".git/objects"));

        assertThat(of(new WorkspaceException("no workspace", failed("irgendetwas"))))
                .hasValueSatisfying(trouble ->
                        assertThat(trouble).hasMessageContainingAll("no workspace", inTheWay + " can't be written"));
    }

    @Test
    void the_repository_of_a_worktree_is_found_without_git() throws IOException {
        Path administration = Files.createDirectories(folder.resolve("main/.git/worktrees/one"));
        Files.writeString(administration.resolve("commondir"), "../..\n");
        Files.writeString(repository.resolve(".git"), "gitdir: " + administration + "\n");
        Path inTheWay = Files.createFile(folder.resolve("main/.git/objects"));

        assertThat(of(failed("irgendetwas")))
                .hasValueSatisfying(
                        trouble -> assertThat(trouble).hasMessageContaining(inTheWay + " can't be written"));
    }

    @Test
    void a_failure_that_has_nothing_to_do_with_files_is_not_looked_into() throws IOException {
        Files.delete(data);
        Files.createFile(data);

        assertThat(of(new IllegalStateException("a bug"))).isEmpty();
        assertThat(of(new WorkspaceException("there is no such branch"))).isEmpty();
        assertThat(of(failed("irgendetwas"))).isPresent();
    }

    @Test
    void git_that_could_not_be_started_is_told_by_the_number_of_the_error() {
        assertThat(of(notStarted("error=12, Nicht gen\u00fcgend Hauptspeicher verf\u00fcgbar")))
                .isPresent();
        assertThat(of(notStarted("error=2, Cannot allocate memory"))).isEmpty();
    }

    @Test
    void trouble_that_is_known_already_stays_as_it_is() {
        StorageFailedException known = new StorageFailedException("the disk is full", null);

        assertThat(of(new IllegalStateException(known))).containsSame(known);
    }

    private GitException failed(String said) {
        return GitException.failed(repository, List.of("add"), 128, said);
    }

    private GitException notStarted(String why) {
        return GitException.notEnded(repository, List.of("add"), "could not be run", new IOException(why));
    }

    private Optional<StorageFailedException> of(Exception error) {
        return StorageTrouble.in(error, data, new PinnedBase(repository.toString(), "0".repeat(40), null, null));
    }
}
