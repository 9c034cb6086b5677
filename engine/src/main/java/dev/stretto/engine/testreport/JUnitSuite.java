package dev.stretto.engine.testreport;

import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * A {@code <testsuite>}, or the {@code <testsuites>} around them.
 *
 * @param name its own, or else that of the one around it; may be empty
 * @param depth how many there are around it
 */
record JUnitSuite(String name, @Nullable String file, int depth) {

    static JUnitSuite of(XMLStreamReader xml, @Nullable JUnitSuite around, int line, String report)
            throws UnreadableReportException {
        int depth = around == null ? 0 : around.depth + 1;
        if (depth > ReportLimits.DEPTH) {
            throw new UnreadableReportException(
                    report, line, "suites nested more than " + ReportLimits.DEPTH + " deep", "fewer");
        }
        String name = JUnitXml.attribute(xml, "name");
        String file = JUnitXml.attribute(xml, "file");
        String filepath = file == null ? JUnitXml.attribute(xml, "filepath") : file;
        return new JUnitSuite(
                name != null ? name : around == null ? "" : around.name,
                filepath != null || around == null ? filepath : around.file,
                depth);
    }
}
