package dev.stretto.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PersistentArrayTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 31, 32, 33, 1023, 1024, 1025, 32 * 1024, 32 * 1024 + 1, 100_000})
    void changes_make_of_it_what_they_make_of_a_list(int size) {
        List<Integer> list = new ArrayList<>(IntStream.range(0, size).boxed().toList());
        PersistentArray<Integer> array = PersistentArray.of(list);
        Random random = new Random(size);

        for (int i = 0; i < 2_000; i++) {
            int position = random.nextInt(size);
            list.set(position, -i);
            array = array.with(position, -i);
        }

        assertThat(array).isEqualTo(list);
    }

    @Test
    void what_it_was_made_from_stays_as_it_was() {
        List<Integer> entries = IntStream.range(0, 5_000).boxed().toList();
        PersistentArray<Integer> before = PersistentArray.of(entries);

        PersistentArray<Integer> after = before.with(4_999, 7);

        assertThat(before).isEqualTo(entries);
        assertThat(after.get(4_999)).isEqualTo(7);
        assertThat(after.subList(0, 4_999)).isEqualTo(entries.subList(0, 4_999));
    }

    @Test
    void an_empty_one_has_no_entries() {
        assertThat(PersistentArray.of(List.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 40, 64, 1 << 30})
    void there_is_nothing_outside_of_it(int position) {
        PersistentArray<Integer> array =
                PersistentArray.of(IntStream.range(0, 40).boxed().toList());

        assertThatThrownBy(() -> array.get(position)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> array.with(position, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
