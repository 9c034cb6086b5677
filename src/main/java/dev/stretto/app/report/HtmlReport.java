package dev.stretto.app.report;

import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import dev.stretto.app.terminal.Printable;
import dev.stretto.engine.report.Report;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/**
 * The report of a run as one page that needs nothing beside it: no network, no script. Its policy forbids everything but its own
 * style, and everything that others wrote is escaped by the template engine.
 */
public final class HtmlReport {
    private HtmlReport() {}

    /** The page; the same report and conflicts always give the same one. */
    public static String of(Report report, Conflicts conflicts) {
        String css = resource("report.css");
        Map<String, String> frame = Map.of("css", css, "policy", policy(css));
        StringWriter page = new StringWriter();
        template().execute(PageMaker.page(report, conflicts), frame, page);
        return page.toString();
    }

    private static Template template() {
        return Mustache.compiler()
                .withEscaper(text -> Escapers.HTML.escape(Printable.text(text)))
                .nullValue("")
                .emptyStringIsFalse(true)
                .strictSections(true)
                .compile(resource("report.mustache"));
    }

    private static String policy(String css) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(css.getBytes(StandardCharsets.UTF_8));
            return "default-src 'none'; style-src 'sha256-"
                    + Base64.getEncoder().encodeToString(digest) + "'; base-uri 'none'; form-action 'none'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not part of this program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
