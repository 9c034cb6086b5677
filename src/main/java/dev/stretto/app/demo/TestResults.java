package dev.stretto.app.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * What a test run reported, read from its JUnit XML.
 *
 * @param counts how many tests there were
 * @param failures those that failed, by class and name
 */
public record TestResults(Counts counts, List<Failure> failures) {

    /** How many tests there were, and how many of them failed. */
    public record Counts(int tests, int failed) {
        @Override
        public String toString() {
            return tests + " tests, " + failed + " failed";
        }
    }

    /** A test that failed: its class without the package, its name in words, and the message. */
    public record Failure(String testClass, String test, String message) {}

    static TestResults read(Path reports) throws IOException {
        int tests = 0;
        List<Failure> failures = new ArrayList<>();
        try (Stream<Path> files = Files.list(reports)) {
            for (Path file : files.filter(name -> name.toString().endsWith(".xml"))
                    .sorted()
                    .toList()) {
                NodeList cases = parse(file).getElementsByTagName("testcase");
                tests += cases.getLength();
                for (int i = 0; i < cases.getLength(); i++) {
                    failure((Element) cases.item(i), failures);
                }
            }
        }
        failures.sort(Comparator.comparing(Failure::testClass).thenComparing(Failure::test));
        return new TestResults(new Counts(tests, failures.size()), failures);
    }

    private static Document parse(Path file) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder().parse(file.toFile());
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException("the test report " + file + " can't be read: " + e.getMessage(), e);
        }
    }

    private static void failure(Element test, List<Failure> failures) {
        for (String kind : List.of("failure", "error")) {
            Node found = test.getElementsByTagName(kind).item(0);
            if (found instanceof Element element) {
                String name = test.getAttribute("classname");
                failures.add(new Failure(
                        name.substring(name.lastIndexOf('.') + 1),
                        test.getAttribute("name").replace('_', ' ').replace("()", ""),
                        element.getAttribute("message")));
            }
        }
    }
}
