package dev.stretto.persistence.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stretto.persistence.codec.CorruptLogException;
import dev.stretto.persistence.codec.Digests;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What engines and audits rely on. Each store of seals inherits it, and none may skip any of it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
abstract class SealStoreContract {
    private static final String END = Digests.of("end".getBytes(StandardCharsets.UTF_8));
    private static final String LATER = Digests.of("later".getBytes(StandardCharsets.UTF_8));

    /** The store, which is the same in each call. */
    abstract SealStore open();

    /** Puts something in a seal's place that Stretto does not write. */
    abstract void spoil(String run) throws Exception;

    @Test
    void a_run_has_no_seal_before_it_is_sealed() throws Exception {
        assertThat(open().of("run")).isEmpty();
        assertThat(open().runs()).isEmpty();
        open().check("run", END);
        open().checkNeverWas("run");
        open().remove("run");
    }

    @Test
    void a_seal_is_there_for_everybody_once_it_is_made() throws Exception {
        open().seal("run", END);

        assertThat(open().of("run")).hasValue(END);
        open().check("run", END);
        assertThatThrownBy(() -> open().check("run", LATER))
                .isInstanceOf(CorruptLogException.class)
                .hasMessageContainingAll("run", END, LATER);
        assertThatThrownBy(() -> open().checkNeverWas("run")).isInstanceOf(CorruptLogException.class);
    }

    @Test
    void a_seal_is_replaced_and_removed() throws Exception {
        open().seal("run", END);
        open().seal("run", LATER);
        assertThat(open().of("run")).hasValue(LATER);

        open().remove("run");
        assertThat(open().of("run")).isEmpty();
    }

    @Test
    void the_runs_that_have_a_seal_are_listed() throws Exception {
        open().seal("b", END);
        open().seal("a", END);

        assertThat(open().runs()).containsExactly("a", "b");
    }

    @Test
    void a_seal_that_is_none_is_refused() throws Exception {
        open().seal("run", END);
        spoil("run");

        assertThatThrownBy(() -> open().of("run"))
                .isInstanceOf(CorruptLogException.class)
                .hasMessageContaining("run");
    }

    @Test
    void what_is_no_id_of_a_run_has_no_seal() {
        for (String name : new String[] {"", ".", "..", "../seals/run", "/etc/passwd", "a/b"}) {
            assertThatCode(() -> assertThat(open().of(name)).isEmpty()).doesNotThrowAnyException();
        }
    }
}
