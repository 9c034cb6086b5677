package dev.stretto.persistence.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DataDirectoryTest {
    @TempDir
    Path folder;

    @Test
    void a_new_one_says_its_format_and_gets_a_node_of_its_own() throws Exception {
        DataDirectory one = made("one");
        DataDirectory other = made("other");

        assertThat(folder.resolve("one/format")).hasContent("stretto-data 1");
        assertThat(one.nodeId()).matches("[0-9a-f]{16}").isNotEqualTo(other.nodeId());
    }

    @Test
    void the_node_stays_the_same() throws Exception {
        String node = made("data").nodeId();

        assertThat(made("data").nodeId()).isEqualTo(node);
    }

    @Test
    void one_of_an_earlier_version_is_refused_with_what_to_do() throws Exception {
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("data/journal.db"), "");

        refused("has a journal and no file 'format'");
    }

    @Test
    void one_of_a_newer_or_an_unknown_version_is_refused_with_what_to_do() throws Exception {
        for (String format : new String[] {"stretto-data 2", "stretto-data 0", "something else", ""}) {
            Files.createDirectories(folder.resolve("data"));
            Files.writeString(folder.resolve("data/format"), format + "\n");

            refused("the format '" + format + "'");
        }
    }

    @Test
    void one_that_is_not_there_or_is_empty_is_accepted() throws Exception {
        new DataDirectory(folder.resolve("nowhere")).checkFormat();
        new DataDirectory(folder).checkFormat();
    }

    @Test
    void a_node_that_was_changed_is_refused() throws Exception {
        made("data");
        Files.writeString(folder.resolve("data/node"), "me");

        assertThatThrownBy(() -> new DataDirectory(folder.resolve("data")).nodeId())
                .isInstanceOf(DataDirectoryException.class)
                .hasMessageContaining("no id of a node: 'me'");
    }

    private void refused(String found) {
        DataDirectory data = new DataDirectory(folder.resolve("data"));
        assertThatThrownBy(data::create)
                .isInstanceOf(DataDirectoryException.class)
                .hasMessageContainingAll(
                        data.root().toString(),
                        found,
                        "uses 'stretto-data 1'",
                        "with the version of Stretto that made it",
                        "--data");
        assertThatThrownBy(data::checkFormat).isInstanceOf(DataDirectoryException.class);
    }

    private DataDirectory made(String name) throws Exception {
        DataDirectory data = new DataDirectory(folder.resolve(name));
        data.create();
        return data;
    }
}
