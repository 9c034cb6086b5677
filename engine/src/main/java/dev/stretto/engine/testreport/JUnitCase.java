package dev.stretto.engine.testreport;

import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** A {@code <testcase>} while it is being read: what says where it is, and the first failure with the text of all. */
final class JUnitCase {
    private final JUnitSuite suite;
    private final boolean ofSuite;
    private final String classname;
    private final String name;
    private final @Nullable String file;
    private final Clip text = Clip.ofFailure();
    private final Clip output = Clip.ofFailure();
    private @Nullable String type;
    private String message = "";
    private boolean failed;

    private JUnitCase(JUnitSuite suite, boolean ofSuite, String classname, String name, @Nullable String file) {
        this.suite = suite;
        this.ofSuite = ofSuite;
        this.classname = classname;
        this.name = name;
        this.file = file;
    }

    static JUnitCase of(XMLStreamReader xml, JUnitSuite suite) {
        String file = JUnitXml.attribute(xml, "file");
        return new JUnitCase(
                suite,
                false,
                orEmpty(JUnitXml.attribute(xml, "classname")),
                orEmpty(JUnitXml.attribute(xml, "name")),
                file == null ? suite.file() : file);
    }

    /** For a failure that stands in the suite itself. */
    static JUnitCase ofSuite(JUnitSuite suite) {
        return new JUnitCase(suite, true, "", "", suite.file());
    }

    /** A failure begins; its text goes into what is answered. */
    Clip failure(@Nullable String type, @Nullable String message) {
        if (!failed) {
            this.type = type;
            this.message = orEmpty(message);
        } else {
            text.add("\n\n").add(orEmpty(message)).add("\n");
        }
        failed = true;
        return text;
    }

    /** What the test printed goes into what is answered. */
    Clip output() {
        return output;
    }

    boolean hasFailed() {
        return failed;
    }

    boolean isOfSuite() {
        return ofSuite;
    }

    JUnitSuite suite() {
        return suite;
    }

    String classname() {
        return classname;
    }

    String name() {
        return name;
    }

    @Nullable
    String file() {
        return file;
    }

    /** The {@code type} of the first failure, which names its class in some dialects and is a mere phrase in others. */
    @Nullable
    String type() {
        return type;
    }

    /** The {@code message} of the first failure; may be empty. */
    String message() {
        return Traces.clean(message);
    }

    /** The text of the failures, or where the dialect puts that into the output (libtest), the output. */
    String text() {
        String said = Traces.clean(text.toString());
        return said.isBlank() && message.isBlank() ? Traces.clean(output.toString()) : said;
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }
}
