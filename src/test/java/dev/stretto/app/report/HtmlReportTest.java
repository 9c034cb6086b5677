package dev.stretto.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class HtmlReportTest {

    @Test
    void the_todo_list_says_of_each_task_where_its_work_is() {
        Document page = rich();

        assertThat(page.select("section:has(#todos) tbody tr"))
                .extracting(row -> row.select(".badge").eachText() + " "
                        + row.select(".title").text())
                .containsExactly(
                        "[completed, integrated] Accept trailing commas in lists",
                        "[completed, integrated] Evict the entry that was used least recently",
                        "[completed, integrated] Refuse entries that are larger than the cache",
                        "[completed, left out] Count hits and misses",
                        "[completed, partly integrated] Describe how the cache evicts",
                        "[completed, nothing changed] Look for places that hold a lock while they wait",
                        "[timed out] Find out why the start takes four seconds",
                        "[failed] Synthesize results");
    }

    @Test
    void the_timeline_has_a_bar_for_each_attempt_and_each_verification_and_says_how_it_ended() {
        List<String> bars =
                rich().select("#timeline ~ .wide svg > rect > title").eachText();

        assertThat(bars)
                .contains(
                        "parser#1: failed (exit), 29.9s",
                        "parser#2: completed, 49s",
                        "slow#1: timed out, or without a sign of life (timeout), 1m 39s",
                        "verification FAILED (mvn -q verify, exit code 1, 19.5s)",
                        "verification passed (mvn -q verify, 9s)")
                .hasSize(8 + 1 + 3);
    }

    @Test
    void the_matrix_counts_shared_paths_and_marks_only_those_in_conflict_that_collide() {
        Element matrix = rich().selectFirst(".matrix table");

        assertThat(matrix.select("thead th").eachText()).containsExactly("parser", "cache", "limits", "metrics");
        assertThat(matrix.select("tbody tr").get(1).select("td"))
                .extracting(Element::text)
                .containsExactly("", "", "✗ 1", "✓ 1");
        assertThat(matrix.select("td.conflict").eachAttr("aria-label"))
                .containsExactly(
                        "cache and limits share 1 path, in conflict", "limits and cache share 1 path, in conflict");
    }

    @Test
    void a_conflict_shows_the_sides_beside_each_other_without_what_they_have_in_common() {
        Element conflict = rich().select("#conflicts ~ details").get(1);

        assertThat(conflict.select("h4").eachText())
                .containsExactly("Before", "So far: cache", "Then: limits", "Resolved");
        assertThat(conflict.select("section")
                        .get(2)
                        .select("tr.new td:last-child")
                        .eachText())
                .containsExactly("check(entry.size() <= most);");
        assertThat(conflict.select("section").get(0).select("tr.old td.at").eachText())
                .containsExactly("32", "33", "34");
        assertThat(conflict.select("tr.gap").eachText()).contains("… 28 lines that are the same on all sides");
        assertThat(conflict.text()).doesNotContain("// line 20 of the class");
    }

    @Test
    void what_is_no_text_is_not_shown_but_said() {
        Element conflict = rich().select("#conflicts ~ details").getFirst();

        assertThat(conflict.text()).contains("no text, 2048 bytes").contains("no text, 4096 bytes");
        assertThat(conflict.select(".code")).isEmpty();
    }

    @Test
    void integration_and_verification_say_what_is_missing_and_who_is_to_blame() {
        Document page = rich();

        assertThat(page.select("section:has(#integration)").text())
                .contains("of 5 tasks with changes 4 go together")
                .contains("limits resolved cache src/main/java/app/Cache.java")
                .contains("metrics the verification fails with its work together with that of 'cache'")
                .contains("docs docs/overview.png all of it, in favour of parser");
        assertThat(page.select("section:has(#verification)").text())
                .contains("fails with cache + metrics")
                .contains("failed and passed on the same files with parser")
                .contains("4 subsets tried in 6 runs");
    }

    @Test
    void a_task_of_which_something_does_not_agree_stands_open_with_its_mismatch() {
        Element review = rich().selectFirst("#task-6");

        assertThat(review.hasAttr("open")).isTrue();
        assertThat(review.select(".wrong").text())
                .isEqualTo("mismatch: claimed \"Fixed the lock in Store.load().\", found nothing changed");
        assertThat(rich().selectFirst("#task-1").hasAttr("open")).isFalse();
    }

    @Test
    void what_others_wrote_is_text_wherever_it_stands() {
        SampleRun run = Samples.hostile();
        Document page = Jsoup.parse(HtmlReport.of(run.report(), Samples.hostileConflicts(run)));

        assertThat(page.select("script, img, iframe, object, embed, link, form, base, [style]"))
                .isEmpty();
        assertThat(page.select("*").stream()
                        .flatMap(element -> element.attributes().asList().stream())
                        .filter(attribute -> attribute.getKey().startsWith("on")))
                .isEmpty();
        assertThat(page.select("a").eachAttr("href")).allMatch(link -> link.startsWith("#"));
        assertThat(page.selectFirst("h1").text())
                .contains("<script>alert(1)</script>")
                .contains("{{run}} &lt;");
        assertThat(page.title()).contains("</title>");
        assertThat(page.text())
                .doesNotContain("\u202E")
                .doesNotContain("\u0007")
                .contains("\\u202eevil\\x07");
        assertThat(page.select("section:has(#tasks) > details")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 300, 3_000})
    void a_page_stays_small_and_says_what_it_leaves_out(int tasks) {
        String html = HtmlReport.of(Samples.many(tasks).report(), Conflicts.NONE);
        Document page = Jsoup.parse(html);

        assertThat(html.length()).isLessThan(20_000 + 1_500 * Math.min(tasks, 1_000));
        assertThat(page.select("section:has(#tasks) > details")).hasSize(Math.min(tasks, 1_000));
        assertThat(page.select("main > .warn").text().contains("This page shows 1000 of 3000 tasks"))
                .isEqualTo(tasks > 1_000);
    }

    @Test
    void of_many_tasks_those_that_went_well_are_folded_away_and_a_list_takes_the_place_of_the_matrix() {
        Document page = Jsoup.parse(HtmlReport.of(Samples.many(300).report(), Conflicts.NONE));

        assertThat(page.select("section:has(#todos) > table tbody tr")).hasSize(8 + 1);
        assertThat(page.select("section:has(#todos) details summary").text()).startsWith("292 todos that went well");
        assertThat(page.select(".matrix")).isEmpty();
        assertThat(page.select("section:has(#overlaps)").text()).contains("would not fit here, so this is a list");
        assertThat(page.select("section:has(#overlaps) tbody tr")).hasSize(30);
    }

    @Test
    void nothing_is_loaded_and_nothing_runs() {
        String html = HtmlReport.of(Samples.rich().report(), Conflicts.NONE);
        Document page = Jsoup.parse(html);

        assertThat(page.selectFirst("meta[http-equiv=Content-Security-Policy]").attr("content"))
                .matches(
                        "default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='; base-uri 'none'; form-action 'none'");
        assertThat(page.select("[src], link, script, [style]")).isEmpty();
        assertThat(html).doesNotContain("url(http").doesNotContain("@import");
    }

    @Test
    void whoever_hears_the_page_or_uses_keys_finds_the_way() {
        Document page = rich();

        assertThat(page.selectFirst("html").attr("lang")).isEqualTo("en");
        assertThat(page.select("body > a.skip").attr("href")).isEqualTo("#main");
        assertThat(page.select("nav").attr("aria-label")).isNotEmpty();
        assertThat(page.select("table.rows thead th, .matrix th")).allMatch(cell -> cell.hasAttr("scope"));
        assertThat(page.select(".wide, .code"))
                .allMatch(area -> area.attr("tabindex").equals("0") && area.hasAttr("aria-label"));
        assertThat(page.select("[role=img]")).allMatch(image -> image.hasAttr("aria-label"));
        assertThat(page.select("[id]").eachAttr("id")).doesNotHaveDuplicates();
        assertThat(page.select("a[href]").eachAttr("href"))
                .allMatch(link -> page.getElementById(link.substring(1)) != null);
    }

    @Test
    void a_run_that_has_just_begun_has_a_page() {
        SampleRun run = new SampleRun("new", "/repository", List.of(SampleRun.task("a", "A")));
        assertThat(Jsoup.parse(HtmlReport.of(run.report(), Conflicts.NONE)).select("#timeline"))
                .isEmpty();

        run.launched(1, 1, "a");
        Document page = Jsoup.parse(HtmlReport.of(run.report(), Conflicts.NONE));
        assertThat(page.select("#timeline ~ .wide svg > rect > title").text()).startsWith("a#1: in progress");
        assertThat(page.text()).contains("not over");
    }

    @Test
    void the_same_run_always_gives_the_same_page() {
        assertThat(HtmlReport.of(Samples.many(50).report(), Conflicts.NONE))
                .isEqualTo(HtmlReport.of(Samples.many(50).report(), Conflicts.NONE));
    }

    private static Document rich() {
        SampleRun run = Samples.rich();
        return Jsoup.parse(HtmlReport.of(run.report(), Samples.conflicts(run)));
    }
}
