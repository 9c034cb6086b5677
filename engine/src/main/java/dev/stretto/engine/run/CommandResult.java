package dev.stretto.engine.run;

import java.util.List;

/** What a run answers to a command. */
public sealed interface CommandResult {

    /** It is done with these events; none if nothing has to be recorded. */
    record Accepted(List<RunEvent> events) implements CommandResult {
        public Accepted {
            events = List.copyOf(events);
        }
    }

    /** It is refused, and nothing changes. */
    record Rejected(String reason) implements CommandResult {}

    /** Done, with these events. */
    static CommandResult accepted(RunEvent... events) {
        return new Accepted(List.of(events));
    }
}
