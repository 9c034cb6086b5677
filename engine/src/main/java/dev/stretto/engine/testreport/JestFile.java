package dev.stretto.engine.testreport;

import java.util.ArrayList;
import java.util.List;

/** The results of one file of tests in Jest's JSON. */
final class JestFile {
    private final List<Assertion> failed = new ArrayList<>();
    private boolean ran;
    private String name = "";
    private String message = "";
    private String status = "";

    void set(String field, String value) {
        switch (field) {
            case "name" -> name = Traces.path(value);
            case "message" -> message = Clip.ofFailure().add(value).toString();
            case "status" -> status = value;
            default -> {}
        }
    }

    void add(Assertion assertion) {
        ran |= !assertion.status.isEmpty();
        if (assertion.status.equals("failed")) {
            failed.add(assertion);
        }
    }

    List<FailedTest> failures() {
        if (status.equals("failed") && failed.isEmpty()) {
            String text = Traces.clean(message);
            Trace trace = JavaScriptTrace.find(text).orElseGet(() -> Trace.plain(JavaScriptTrace.withoutCode(text)));
            FailedTest.Kind kind = ran ? FailedTest.Kind.SETUP : FailedTest.Kind.BUILD;
            return List.of(new FailedTest(
                    kind,
                    name,
                    name,
                    "Test suite failed to run",
                    trace.exception(),
                    trace.message(),
                    trace.frames(),
                    text.strip()));
        }
        return failed.stream().map(this::failure).toList();
    }

    private FailedTest failure(Assertion assertion) {
        String text = Traces.clean(assertion.text.toString());
        Trace trace = JavaScriptTrace.find(text).orElseGet(() -> Trace.plain(text));
        return new FailedTest(
                JavaScriptTrace.isOfHook(trace) ? FailedTest.Kind.SETUP : FailedTest.Kind.TEST,
                name,
                name,
                assertion.name(),
                trace.exception(),
                trace.message(),
                trace.frames(),
                text.strip());
    }

    /** The result of one test. */
    static final class Assertion {
        private List<String> titles = List.of();
        private String title = "";
        private String fullName = "";
        private String status = "";
        private final Clip text = Clip.ofFailure();

        void set(String field, List<String> values) {
            String all = String.join("\n\n", values);
            switch (field) {
                case "ancestorTitles" -> titles = values;
                case "title" -> title = all;
                case "fullName" -> fullName = all;
                case "status" -> status = all;
                case "failureMessages" -> text.add(all);
                default -> {}
            }
        }

        /** As Jest shows it: the titles around it, then its own. */
        private String name() {
            List<String> all = new ArrayList<>(titles);
            all.add(title.isEmpty() ? fullName : title);
            return String.join(" › ", all);
        }
    }
}
