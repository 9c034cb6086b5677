package dev.stretto.subagents.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BlobsTest {
    @TempDir
    Path temp;

    private Sandbox sandbox;

    @BeforeEach
    void repository() {
        sandbox = Sandbox.in(temp);
    }

    @Test
    void a_content_comes_byte_for_byte() throws Exception {
        String id = sandbox.sh("printf 'a\\0\\377\\n\\nb' | git hash-object -w --stdin");

        Blobs.Content content = read(id, 100).orElseThrow();

        assertThat(content.bytes()).isEqualTo(new byte[] {'a', 0, (byte) 0xff, '\n', '\n', 'b'});
        assertThat(content.size()).isEqualTo(6);
        assertThat(content.truncated()).isFalse();
    }

    @Test
    void of_a_large_content_the_beginning_comes_and_its_size() throws Exception {
        String id = sandbox.sh("seq 1 2000000 | git hash-object -w --stdin");

        Blobs.Content content = read(id, 7).orElseThrow();

        assertThat(new String(content.bytes(), StandardCharsets.UTF_8)).isEqualTo("1\n2\n3\n4");
        assertThat(content.size()).isEqualTo(14_888_896);
        assertThat(content.truncated()).isTrue();
    }

    @Test
    void an_empty_content_is_no_missing_one() throws Exception {
        String id = sandbox.sh("git hash-object -w --stdin < /dev/null");

        assertThat(read(id, 100).orElseThrow().bytes()).isEmpty();
    }

    @Test
    void what_is_not_there_any_more_and_what_is_no_file_is_absent() throws Exception {
        assertThat(read("12".repeat(20), 100)).isEmpty();
        assertThat(read(sandbox.sh("git rev-parse HEAD^{tree}"), 100)).isEmpty();
        assertThat(read("HEAD:a.txt", 100)).isEmpty();
        assertThat(read("--help\n" + sandbox.head(), 100)).isEmpty();
    }

    @Test
    void without_a_repository_it_says_so() {
        assertThatThrownBy(() -> Blobs.in(temp.resolve("nowhere")).read("12".repeat(20), 1))
                .isInstanceOf(GitException.class)
                .hasMessageContaining("nowhere");
    }

    private Optional<Blobs.Content> read(String id, int limit) throws GitException {
        return Blobs.in(sandbox.repository).read(id, limit);
    }
}
