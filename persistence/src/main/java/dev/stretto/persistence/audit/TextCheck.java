package dev.stretto.persistence.audit;

import dev.stretto.persistence.codec.StoredEvent;
import dev.stretto.persistence.codec.StoredRow;
import dev.stretto.persistence.codec.StoredText;
import dev.stretto.persistence.codec.TextLookup;
import dev.stretto.persistence.codec.TextRef;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compares the free texts beside a log with what its events say of them. */
final class TextCheck {
    private final Erasures erasures;
    private long checked;

    TextCheck(Erasures erasures) {
        this.erasures = erasures;
    }

    /** What is wrong with the texts of an event, in words. */
    List<String> problems(StoredRow row, StoredEvent event) {
        List<String> problems = new ArrayList<>();
        TextLookup texts = TextLookup.in(row.texts());
        Set<String> wanted = new HashSet<>();
        for (TextRef ref : TextRef.in(event.data())) {
            wanted.add(ref.digest());
            problem(ref, texts.of(ref.digest()))
                    .ifPresent(problem -> problems.add("its text " + ref.digest() + " " + problem));
        }
        row.texts().stream()
                .filter(text -> !wanted.contains(text.digest()))
                .forEach(text ->
                        problems.add("the text " + text.digest() + " stands beside it, and is none of its own"));
        return problems;
    }

    private Optional<String> problem(TextRef ref, Optional<StoredText> text) {
        Optional<Long> erased = erasures.of(ref.digest());
        if (text.isEmpty()) {
            return erased.isPresent() ? Optional.empty() : Optional.of("is gone, and no event says that it was erased");
        }
        if (erased.isPresent()) {
            return Optional.of("is still there, though event " + erased.get() + " says that it was erased");
        }
        checked++;
        return text.get().fits() && text.get().content().length == ref.bytes()
                ? Optional.empty()
                : Optional.of("is not what it was");
    }

    /** How many texts were there and compared. */
    long checked() {
        return checked;
    }
}
