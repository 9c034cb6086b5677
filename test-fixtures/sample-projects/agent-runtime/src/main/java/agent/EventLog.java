package agent;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The events of the runtime in the order they were published. */
public final class EventLog {
    private final List<Event> events = new CopyOnWriteArrayList<>();

    public void publish(Event event) {
        events.add(event);
    }

    public List<Event> all() {
        return List.copyOf(events);
    }

    /** The events one conversation gets to see. */
    public List<Event> ofThread(String threadId) {
        return events.stream()
                .filter(event -> threadId.equals(event.threadId()))
                .toList();
    }
}
