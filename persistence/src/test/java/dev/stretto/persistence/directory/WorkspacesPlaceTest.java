package dev.stretto.persistence.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class WorkspacesPlaceTest {
    @TempDir
    Path folder;

    @Test
    void it_is_below_the_folder_for_state_and_each_data_directory_has_its_own() {
        Path one = choose(folder.resolve("project/.stretto")).directory();
        Path other = choose(folder.resolve("other/project/.stretto")).directory();

        assertThat(one.getParent()).isEqualTo(folder.resolve("state/stretto"));
        assertThat(one.getFileName().toString()).startsWith("project-");
        assertThat(one).isNotEqualTo(other);
    }

    @ParameterizedTest
    @ValueSource(strings = {".git", "node_modules", "package.json", "pom.xml", "go.mod"})
    void a_place_below_a_project_is_not_taken(String name) throws Exception {
        Files.createDirectories(folder.resolve("state"));
        Files.createFile(folder.resolve("state").resolve(name));

        WorkspacesPlace place = choose(folder.resolve("project/.stretto"));

        assertThat(place.directory()).doesNotExist();
        assertThat(place.directory().startsWith(folder.resolve("state"))).isFalse();
        assertThat(place.refused())
                .first()
                .asString()
                .contains(folder.resolve("state/stretto").toString(), "holds " + name);
    }

    @Test
    void it_is_found_again_whatever_the_environment_is() throws Exception {
        DataDirectory data = new DataDirectory(folder.resolve(".stretto"));
        data.useWorkspaces(folder.resolve("mine"));

        assertThat(new DataDirectory(folder.resolve(".stretto")).workspaces()).isEqualTo(folder.resolve("mine"));
    }

    @Test
    void a_copy_of_a_data_directory_does_not_work_where_the_first_one_does() throws Exception {
        DataDirectory data = new DataDirectory(folder.resolve(".stretto"));
        data.useWorkspaces(folder.resolve("mine"));
        Files.createDirectory(folder.resolve("copy"));
        Files.copy(data.workspacesAt(), folder.resolve("copy/workspaces-at"));

        assertThat(new DataDirectory(folder.resolve("copy")).workspaces()).isNotEqualTo(folder.resolve("mine"));
    }

    @Test
    void a_place_in_use_is_not_left_for_another() throws Exception {
        DataDirectory data = new DataDirectory(folder.resolve(".stretto"));
        data.useWorkspaces(folder.resolve("mine"));
        Files.createDirectory(folder.resolve("mine/20260102-030405-abcdef"));

        assertThatThrownBy(() -> data.useWorkspaces(folder.resolve("elsewhere")))
                .isInstanceOf(DataDirectoryException.class)
                .hasMessageContaining(folder.resolve("mine").toString())
                .hasMessageContaining("stretto prune");
    }

    @Test
    void an_engine_at_work_keeps_its_place() throws Exception {
        DataDirectory data = new DataDirectory(folder.resolve(".stretto"));
        data.useWorkspaces(folder.resolve("mine"));

        try (EngineLock held = data.tryLock().orElseThrow()) {
            assertThatThrownBy(() -> data.useWorkspaces(folder.resolve("elsewhere")))
                    .isInstanceOf(DataDirectoryException.class)
                    .hasMessageContaining("the engine at work in");
            data.useWorkspaces(folder.resolve("mine"));
            assertThat(held.holds(data)).isTrue();
        }
    }

    private WorkspacesPlace choose(Path dataDirectory) {
        return WorkspacesPlace.choose(
                dataDirectory, Map.of("XDG_STATE_HOME", folder.resolve("state").toString()));
    }
}
