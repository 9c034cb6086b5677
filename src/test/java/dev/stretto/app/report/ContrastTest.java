package dev.stretto.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page's colours, held against what WCAG 2.2 asks for at level AA. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ContrastTest {
    private static final Pattern COLOUR = Pattern.compile("--([a-z-]+): (#[0-9a-f]{6});");
    private static final double TEXT = 4.5;
    private static final double GRAPHIC = 3;

    @ParameterizedTest
    @CsvSource({
        "text, page",
        "text, panel",
        "soft, page",
        "soft, panel",
        "link, page",
        "link, panel",
        "good, good-back",
        "bad, bad-back",
        "late, late-back",
        "lost, lost-back",
        "rest, rest-back",
        "busy, busy-back"
    })
    void text_can_be_read(String text, String back) throws Exception {
        assertThat(contrast(light(), text, back)).as("light").isGreaterThanOrEqualTo(TEXT);
        assertThat(contrast(dark(), text, back)).as("dark").isGreaterThanOrEqualTo(TEXT);
    }

    @ParameterizedTest
    @CsvSource({"bar-good", "bar-bad", "bar-late", "bar-lost", "bar-rest", "bar-busy"})
    void bars_stand_out(String bar) throws Exception {
        assertThat(contrast(light(), bar, "page")).as("light").isGreaterThanOrEqualTo(GRAPHIC);
        assertThat(contrast(dark(), bar, "page")).as("dark").isGreaterThanOrEqualTo(GRAPHIC);
    }

    private static Map<String, String> light() throws Exception {
        String css = css();
        return colours(css.substring(0, css.indexOf("@media")));
    }

    private static Map<String, String> dark() throws Exception {
        String css = css();
        return colours(css.substring(css.indexOf("@media"), css.indexOf("* {")));
    }

    private static String css() throws Exception {
        return new String(HtmlReport.class.getResourceAsStream("report.css").readAllBytes(), StandardCharsets.UTF_8);
    }

    private static Map<String, String> colours(String css) {
        Map<String, String> colours = new HashMap<>();
        Matcher matcher = COLOUR.matcher(css);
        while (matcher.find()) {
            colours.put(matcher.group(1), matcher.group(2));
        }
        return colours;
    }

    private static double contrast(Map<String, String> colours, String one, String other) {
        double a = luminance(colours.get(one));
        double b = luminance(colours.get(other));
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(String colour) {
        return 0.2126 * part(colour, 1) + 0.7152 * part(colour, 3) + 0.0722 * part(colour, 5);
    }

    private static double part(String colour, int at) {
        double value = Integer.parseInt(colour.substring(at, at + 2), 16) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
