package dev.stretto.persistence.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stretto.engine.attempt.Artifact;
import dev.stretto.persistence.artifact.ArtifactStore.Condition;
import dev.stretto.persistence.codec.Digests;
import dev.stretto.persistence.codec.Salts;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What engines, audits and exports rely on. Each store of artifacts inherits it, and none may skip any of it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class ArtifactStoreContract {
    @TempDir
    Path files;

    /** Opens the store anew, with this limit in bytes; what is in it is the same in each call. */
    abstract ArtifactStore open(long limit);

    /** Changes stored content. */
    abstract void spoil(String digest) throws Exception;

    /** Leaves so many bytes as a process does that was killed while it wrote. */
    abstract void interrupt(int bytes) throws Exception;

    private ArtifactStore open() {
        return open(1024);
    }

    @Test
    void what_is_stored_is_found_under_its_digest() throws Exception {
        Artifact stored = open().store("output".getBytes(UTF_8));

        assertThat(stored).isEqualTo(new Artifact(stored.digest(), 6, false));
        assertThat(content(stored.digest())).isEqualTo("output");
        assertThat(open().has(stored.digest())).isTrue();
        assertThat(open().size(stored.digest())).isEqualTo(6 + Salts.BYTES);
        assertThat(open().check(stored.digest())).isEqualTo(Condition.WHOLE);
        assertThat(open().digests()).containsExactly(stored.digest());
    }

    @Test
    void the_digest_is_that_of_a_salt_and_the_content_and_does_not_tell_the_content() throws Exception {
        Artifact first = open().store("same".getBytes(UTF_8));
        Artifact second = open().store(Files.writeString(files.resolve("same"), "same"));

        assertThat(first.digest()).isNotEqualTo(second.digest()).isNotEqualTo(Digests.of("same".getBytes(UTF_8)));
        try (InputStream stored = open().openStored(first.digest())) {
            assertThat(Digests.of(stored.readAllBytes())).isEqualTo(first.digest());
        }
    }

    @Test
    void what_is_erased_is_gone_even_if_this_one_has_just_stored_it() throws Exception {
        ArtifactStore store = open();
        String fresh = store.store("secret".getBytes(UTF_8)).digest();

        store.erase(fresh);
        store.erase(fresh);

        assertThat(store.has(fresh)).isFalse();
        assertThat(store.digests()).isEmpty();
    }

    @Test
    void of_a_file_that_is_too_long_the_beginning_and_the_end_are_kept() throws Exception {
        Path file = Files.writeString(files.resolve("long"), "a".repeat(10) + "b".repeat(100) + "c".repeat(10));

        Artifact stored = open(20).store(file);

        assertThat(stored.truncated()).isTrue();
        assertThat(stored.bytes()).isEqualTo(120);
        assertThat(content(stored.digest()))
                .startsWith("aaaaaaaaaa\n")
                .contains("100 of 120 bytes left out")
                .endsWith("\ncccccccccc");
    }

    @Test
    void what_is_gone_or_was_changed_is_told_apart() throws Exception {
        String changed = open().store("changed".getBytes(UTF_8)).digest();
        spoil(changed);
        String gone = Digests.of("gone".getBytes(UTF_8));

        assertThat(open().check(changed)).isEqualTo(Condition.DAMAGED);
        assertThat(open().check(gone)).isEqualTo(Condition.MISSING);
        assertThatThrownBy(() -> open().open(gone)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> open().open("../journal.db")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_this_one_has_stored_is_not_removed_by_it_and_the_rest_is() throws Exception {
        String old = open().store("old".getBytes(UTF_8)).digest();
        ArtifactStore store = open();
        String fresh = store.store("fresh".getBytes(UTF_8)).digest();

        assertThat(store.isFresh(fresh)).isTrue();
        assertThat(store.remove(fresh)).isFalse();
        assertThat(store.remove(old)).isTrue();
        assertThat(store.remove(old)).isFalse();
        assertThat(store.digests()).containsExactly(fresh);
    }

    @Test
    void what_interrupted_writes_have_left_is_counted_and_removed() throws Exception {
        assertThat(open().leftovers()).isZero();
        interrupt(5);
        interrupt(7);

        assertThat(open().leftovers()).isEqualTo(12);
        assertThat(open().digests()).isEmpty();
        assertThat(open().removeLeftovers()).isEqualTo(12);
        assertThat(open().removeLeftovers()).isZero();
    }

    private String content(String digest) throws Exception {
        try (InputStream in = open().open(digest)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
