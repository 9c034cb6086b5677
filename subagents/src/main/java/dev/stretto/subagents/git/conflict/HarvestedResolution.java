package dev.stretto.subagents.git.conflict;

import dev.stretto.engine.synthesis.Resolution;
import java.util.List;

/** What a resolver left behind, and what is to be thought of it. */
public sealed interface HarvestedResolution {

    /** The commit that holds all of it; the result so far if nothing was changed, and that is refused. */
    String commit();

    /**
     * It can be taken.
     *
     * @param resolution what has become of the conflict
     * @param notices what a person should know who looks through it, in words
     */
    record Taken(String commit, Resolution resolution, List<String> notices) implements HarvestedResolution {
        public Taken {
            notices = List.copyOf(notices);
        }
    }

    /**
     * It can't.
     *
     * @param reason why, where it is kept, and what can be done about it
     */
    record Refused(String commit, String reason) implements HarvestedResolution {}
}
