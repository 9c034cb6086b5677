package agent;

import java.util.Map;

/** Something that happened in the runtime; {@code threadId} says which conversation it is for. */
public record Event(String type, String threadId, Map<String, Object> data) {

    /** An event for the whole runtime, of no conversation in particular. */
    public static Event global(String type, Map<String, Object> data) {
        return new Event(type, null, data);
    }
}
