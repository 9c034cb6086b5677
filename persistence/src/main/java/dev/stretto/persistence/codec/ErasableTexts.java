package dev.stretto.persistence.codec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What can be erased of a log: the free texts that are still there, and the artifacts that no event says were erased.
 *
 * @param texts the digests of the texts, in the order of the log
 * @param artifacts the digests of the artifacts, in the order of the log
 * @param bytes the size of all of them, of an artifact before it was cut
 */
public record ErasableTexts(List<String> texts, List<String> artifacts, long bytes) {
    private static final String PLAN = "run-started";
    private static final String ERASURE = "texts-erased";

    public ErasableTexts {
        texts = List.copyOf(texts);
        artifacts = List.copyOf(artifacts);
    }

    /** Everything in a log. */
    public static ErasableTexts of(List<StoredRow> rows) {
        return of(rows, Optional.empty());
    }

    /**
     * What belongs to some tasks: their prompts, and what came of their attempts and of the resolvers of their conflicts.
     *
     * @param tasks their ids, with that of the lead of their assignment
     */
    public static ErasableTexts of(List<StoredRow> rows, List<String> tasks) {
        return of(rows, Optional.of(Set.copyOf(tasks)));
    }

    private static ErasableTexts of(List<StoredRow> rows, Optional<Set<String>> tasks) {
        Walk walk = new Walk(tasks);
        for (StoredRow row : rows) {
            walk.row(row, StoredEvent.parse(LogPlace.UNKNOWN, row.stored()));
        }
        long bytes = walk.texts.values().stream().mapToLong(Long::longValue).sum()
                + walk.artifacts.values().stream().mapToLong(Long::longValue).sum();
        return new ErasableTexts(List.copyOf(walk.texts.keySet()), List.copyOf(walk.artifacts.keySet()), bytes);
    }

    /** Goes through the data of events, and knows at each place which task it is about. */
    private static final class Walk {
        private final Optional<Set<String>> tasks;
        private final Map<String, Long> texts = new LinkedHashMap<>();
        private final Map<String, Long> artifacts = new LinkedHashMap<>();
        private Set<String> there = Set.of();
        private boolean plan;

        Walk(Optional<Set<String>> tasks) {
            this.tasks = tasks;
        }

        void row(StoredRow row, StoredEvent event) {
            if (event.type().equals(ERASURE)) {
                event.data().path("artifacts").forEach(digest -> artifacts.remove(digest.asText()));
                return;
            }
            plan = event.type().equals(PLAN);
            there = new HashSet<>();
            row.texts().forEach(text -> there.add(text.digest()));
            node(event.data(), null);
        }

        private void node(JsonNode node, @Nullable String outer) {
            if (!TextRef.hasContent(node)) {
                String task = task(node).orElse(outer);
                node.forEach(child -> node(child, task));
                return;
            }
            if (tasks.isPresent() && (outer == null || !tasks.get().contains(outer))) {
                return;
            }
            String digest = node.get(TextRef.DIGEST).textValue();
            long bytes = node.get(TextRef.BYTES).longValue();
            if (!TextRef.isOne(node)) {
                artifacts.put(digest, bytes);
            } else if (there.contains(digest)) {
                texts.put(digest, bytes);
            }
        }

        /** The task that a part of an event is about; empty if it does not say. */
        private Optional<String> task(JsonNode node) {
            JsonNode own = node.path(plan ? "id" : "task");
            JsonNode task = own.isTextual() ? own : node.path("resolution").path("task");
            return Optional.ofNullable(task.textValue());
        }
    }
}
