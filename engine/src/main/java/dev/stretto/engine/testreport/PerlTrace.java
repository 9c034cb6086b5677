package dev.stretto.engine.testreport;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what Perl's {@code die}, {@code Carp} and {@code Test::More} print: {@code … at lib/Money.pm line 12.} */
final class PerlTrace {
    private static final Pattern PLACE = Pattern.compile("(.*?)\\bat (\\S+) line (\\d+)(?:\\.|,|\\b).*");
    private static final Pattern CALLED = Pattern.compile("\\s*([\\w:]+)\\(.*\\) called ");
    private static final Pattern ASSERTION = Pattern.compile("\\s*Failed (?:\\(TODO\\) )?test\\b.*");

    private PerlTrace() {}

    static Optional<Trace> find(String text) {
        if (!text.contains(" line ")) {
            return Optional.empty();
        }
        List<Frame> frames = new ArrayList<>();
        List<Frame> assertion = new ArrayList<>();
        StringBuilder message = new StringBuilder();
        boolean afterAssertion = false;
        for (String line : Traces.lines(text)) {
            Matcher place = PLACE.matcher(line);
            boolean isAssertion = ASSERTION.matcher(line).matches();
            if (place.matches()) {
                Matcher called = CALLED.matcher(place.group(1));
                Frame frame = new Frame(
                        called.matches() ? called.group(1) : "",
                        Traces.path(place.group(2)),
                        Traces.number(place.group(3)));
                boolean assertionPlace =
                        isAssertion || (afterAssertion && place.group(1).isBlank());
                (assertionPlace ? assertion : frames).add(frame);
            }
            boolean spoken = !isAssertion && !(place.matches() && place.group(1).isBlank());
            if (spoken) {
                message.append(line.stripIndent()).append('\n');
            }
            afterAssertion = isAssertion;
        }
        frames.addAll(assertion);
        return frames.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Trace(Trace.Language.PERL, null, message.toString().strip(), frames));
    }
}
