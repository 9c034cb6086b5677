package dev.stretto.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MarkdownReportTest {

    @Test
    void it_has_its_parts_in_order() {
        Document page = rendered(Samples.rich());

        assertThat(page.select("h2, h3").eachText())
                .containsExactly(
                        "Stretto: Cache with limits", "Todos", "Findings", "Tasks", "Integration", "Verification");
        assertThat(page.selectFirst("p").text())
                .startsWith("failed · run 01JSAMPLE")
                .endsWith("6 of 7 tasks completed");
        assertThat(page.select("p").last().text())
                .isEqualTo("97 events in the log, ending in sha256:" + "e1".repeat(32));
    }

    @Test
    void the_todos_are_a_task_list_that_says_what_was_left_out() {
        assertThat(rendered(Samples.rich())
                        .select("h3 + ul")
                        .getFirst()
                        .select("li")
                        .eachText())
                .contains(
                        "[x] Accept trailing commas in lists",
                        "[x] Count hits and misses (left out)",
                        "[x] Describe how the cache evicts (partly integrated)",
                        "[ ] Find out why the start takes four seconds (timed_out)",
                        "[ ] Synthesize results (failed)");
    }

    @Test
    void findings_are_tables_by_kind() {
        Document page = rendered(Samples.rich());

        assertThat(page.select("table")).hasSize(4);
        assertThat(page.select("table").get(2).select("td").eachText())
                .containsExactly(
                        "cache, limits, metrics",
                        "src/main/java/app/Cache.java",
                        "lines 31-35 (cache), 33 (limits), before 4 (metrics)",
                        "cache, limits and metrics changed it, and their changes do not go together: both changed the same"
                                + " lines");
    }

    @Test
    void each_task_has_its_review_to_unfold() {
        List<Element> details = rendered(Samples.rich()).select("details");

        assertThat(details).hasSize(7);
        assertThat(details.get(1).selectFirst("summary").text())
                .isEqualTo(
                        "cache Evict the entry that was used least recently · completed, integrated · 3 files, +13 -5");
        assertThat(details.get(1).selectFirst("pre").wholeText()).contains("```java\nnew LinkedHashMap");
        assertThat(details.get(1).select("li").eachText())
                .contains(
                        "added build.gradle +4 -0 (out of scope)",
                        "renamed src/main/java/app/Entry.java (was src/main/java/app/Node.java) +0 -0");
        assertThat(details.get(5).text())
                .contains("Mismatch: claimed \"Fixed the lock in Store.load().\", found nothing changed");
    }

    @Test
    void integration_and_verification_say_it_all() {
        List<String> lines = rendered(Samples.rich()).select("h3 ~ ul > li").eachText();

        assertThat(lines)
                .contains(
                        "resolved: limits with cache at src/main/java/app/Cache.java: Kept the check of 'limits' in front of"
                                + " the map.",
                        "left out metrics: the verification fails with its work together with that of 'cache'",
                        "dropped of docs: docs/overview.png, all of it, in favour of parser (both changed it, and it is not a"
                                + " text)",
                        "everything together: FAILED (mvn -q verify, exit code 1, 19.5s)",
                        "culprit: it fails with cache + metrics",
                        "flaky: it failed and passed on the same files with parser",
                        "4 subsets tried in 6 runs; it is flaky, so a culprit is named only if it fails 10"
                                + " times in a row, which chance does in less than 1 of 1,000 cases");
    }

    @Test
    void what_others_wrote_stays_text_in_its_cell_or_fence() {
        Document page = rendered(Samples.hostile());

        assertThat(page.select("script, img, a, em, h1")).isEmpty();
        assertThat(page.select("details")).hasSize(2);
        assertThat(page.select("table tbody tr"))
                .allMatch(row -> row.select("td").size() == 4);
        assertThat(page.selectFirst("h2").text())
                .contains("<script>alert(1)</script>")
                .contains("&lt;");
        assertThat(page.select("details pre").getFirst().wholeText()).contains("</details>\n\n# heading\n~~~~\n`````");
        page.select("code").remove();
        assertThat(page.wholeText()).as("names outside of code are taken apart").doesNotContain("@everyone", "#1 ");
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 5_000})
    void it_fits_a_pull_request_however_many_tasks_there_are(int tasks) {
        String text = MarkdownReport.of(Samples.many(tasks).report());

        assertThat(text.length()).isLessThan(65_536);
        assertThat(text).contains("tasks, for which there is no room here").contains("events in the log, ending in");
    }

    @Test
    void a_long_summary_is_cut_with_a_mark() {
        SampleRun run = new SampleRun("long", "/repository", List.of(SampleRun.task("a", "A")))
                .launched(0, 1, "a")
                .completed("a", 1, 0, 1, "Fixed. " + "x".repeat(9_000), SampleRun.modified("a", 1, 1));

        assertThat(MarkdownReport.of(run.report())).contains("\n… and 7007 more characters\n```\n");
    }

    private static Document rendered(SampleRun run) {
        List<Extension> tables = List.of(TablesExtension.create());
        String html = HtmlRenderer.builder()
                .extensions(tables)
                .build()
                .render(Parser.builder().extensions(tables).build().parse(MarkdownReport.of(run.report())));
        return Jsoup.parse(html);
    }
}
