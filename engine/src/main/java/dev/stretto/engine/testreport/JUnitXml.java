package dev.stretto.engine.testreport;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads JUnit XML as a stream of elements.
 *
 * <p>Document types are refused: no runner writes one, and they are how a document makes its reader open files or fill its memory.
 */
final class JUnitXml {
    /**
     * The limits of the JDK on entities count each escaped {@code <} too, so that they would refuse any large report;
     * without document types there are no other entities.
     */
    private static final List<String> UNLIMITED = List.of(
            "jdk.xml.entityExpansionLimit", "jdk.xml.maxGeneralEntitySizeLimit", "jdk.xml.totalEntitySizeLimit");

    private final String report;
    private final Failures failures;
    private final Deque<JUnitSuite> suites = new ArrayDeque<>();
    private @Nullable JUnitCase current;
    private @Nullable Clip text;
    private @Nullable FailedTest notBuilt;
    private @Nullable GoSuite go;
    /** Within what a test did when it was run again, or had done before. */
    private boolean inRerun;

    JUnitXml(String report) {
        this.report = report;
        failures = new Failures(report);
    }

    TestReport read(Reader in) throws IOException, UnreadableReportException {
        XMLStreamReader xml = null;
        try {
            xml = factory().createXMLStreamReader(in);
            while (xml.hasNext()) {
                next(xml);
            }
            return failures.report();
        } catch (XMLStreamException e) {
            if (e.getNestedException() instanceof IOException ofStream) {
                throw ofStream;
            }
            int line = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNumber());
            String found = "XML that ends or breaks here (" + reason(e) + ")";
            throw new UnreadableReportException(report, line, found, "a whole JUnit XML report");
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        UNLIMITED.forEach(limit -> factory.setProperty(limit, "0"));
        factory.setProperty("jdk.xml.maxElementDepth", String.valueOf(2 * ReportLimits.DEPTH));
        return factory;
    }

    private void next(XMLStreamReader xml) throws XMLStreamException, UnreadableReportException {
        switch (xml.next()) {
            case XMLStreamConstants.START_ELEMENT -> start(xml);
            case XMLStreamConstants.END_ELEMENT -> end(xml.getLocalName());
            case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                if (text != null) {
                    text.add(xml.getText());
                }
            }
            case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                throw new UnreadableReportException(
                        report,
                        xml.getLocation().getLineNumber(),
                        "a document type or an entity of its own",
                        "plain XML, as test runners write it");
            default -> {}
        }
    }

    private void start(XMLStreamReader xml) throws UnreadableReportException {
        String element = xml.getLocalName();
        if (suites.isEmpty() && !element.equals("testsuites") && !element.equals("testsuite")) {
            throw new UnreadableReportException(
                    report,
                    xml.getLocation().getLineNumber(),
                    "an XML document of <" + element + ">",
                    "JUnit XML, which begins with <testsuites> or <testsuite>");
        }
        switch (element) {
            case "testsuites", "testsuite" -> suites.push(JUnitSuite.of(xml, suites.peek(), line(xml), report));
            case "property" ->
                go = go == null && isOfGo(xml) ? new GoSuite(suites.element().name()) : go;
            case "testcase" -> current = JUnitCase.of(xml, suites.element());
            case "failure", "error" -> {
                current = current == null ? JUnitCase.ofSuite(suites.element()) : current;
                text = current.failure(attribute(xml, "type"), attribute(xml, "message"));
            }
            case "system-out", "system-err" -> text = current == null || inRerun ? null : current.output();
            case "rerunFailure", "rerunError", "flakyFailure", "flakyError" -> inRerun = true;
            default -> {}
        }
    }

    private void end(String element) throws UnreadableReportException {
        switch (element) {
            case "testsuites", "testsuite" -> {
                suites.pop();
                endGo();
            }
            case "testcase" -> {
                if (go == null) {
                    failures.counted();
                }
                finish();
            }
            case "failure", "error" -> {
                text = null;
                if (current != null && current.isOfSuite()) {
                    finish();
                }
            }
            case "rerunFailure", "rerunError", "flakyFailure", "flakyError" -> inRerun = false;
            default -> text = null;
        }
    }

    private void finish() throws UnreadableReportException {
        if (current != null && go != null) {
            go.add(current);
        } else if (current != null && current.hasFailed()) {
            add(new JUnitFailure(current).read());
        }
        current = null;
        text = null;
    }

    private void endGo() throws UnreadableReportException {
        if (go != null) {
            go.end(failures);
            go = null;
        }
    }

    private static boolean isOfGo(XMLStreamReader xml) {
        return "go.version".equals(attribute(xml, "name"));
    }

    /** A file that could not be loaded is one failure, though jest-junit writes two. */
    private void add(FailedTest failure) throws UnreadableReportException {
        boolean isAgain = failure.kind() == FailedTest.Kind.BUILD
                && notBuilt != null
                && notBuilt.suite().equals(failure.suite())
                && notBuilt.name().equals(failure.name());
        if (!isAgain) {
            failures.add(failure);
        }
        notBuilt = failure.kind() == FailedTest.Kind.BUILD ? failure : null;
    }

    private static int line(XMLStreamReader xml) {
        return xml.getLocation().getLineNumber();
    }

    /** An attribute that is absent or empty is null. */
    static @Nullable String attribute(XMLStreamReader xml, String name) {
        String value = xml.getAttributeValue(null, name);
        return value == null || value.isEmpty() ? null : value;
    }

    /** What the parser says, without the place, which stands in front. */
    private static String reason(XMLStreamException e) {
        String message = e.getMessage() == null ? "" : e.getMessage();
        int at = message.indexOf("Message: ");
        return (at < 0 ? message : message.substring(at + "Message: ".length())).strip();
    }
}
