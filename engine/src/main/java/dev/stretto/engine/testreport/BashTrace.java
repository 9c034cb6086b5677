package dev.stretto.engine.testreport;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how Bats tells where a test failed: {@code (from function `total' in file lib/money.bash, line 5,}, and so on outwards. */
final class BashTrace {
    private static final Pattern PLACE =
            Pattern.compile("[( ]*(?:from function `([^']*)' )?in (?:test )?file (.+?), line (\\d+)[,)]*");

    private BashTrace() {}

    static Optional<Trace> find(String text) {
        if (!text.contains("file ")) {
            return Optional.empty();
        }
        List<Frame> frames = new ArrayList<>();
        StringBuilder message = new StringBuilder();
        for (String line : Traces.lines(text)) {
            Matcher place = PLACE.matcher(line);
            if (place.matches()) {
                String function = place.group(1) == null ? "" : place.group(1);
                frames.add(new Frame(function, Traces.path(place.group(2)), Traces.number(place.group(3))));
            } else if (!frames.isEmpty()) {
                message.append(line.strip()).append('\n');
            }
        }
        return frames.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Trace(Trace.Language.BASH, null, message.toString().strip(), frames));
    }
}
