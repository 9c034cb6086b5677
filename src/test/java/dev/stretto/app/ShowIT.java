package dev.stretto.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stretto.app.testing.Repository;
import dev.stretto.app.testing.Stretto;
import dev.stretto.app.testing.Stretto.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The forms of a report, of one run in which two tasks collide. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ShowIT {
    @TempDir
    static Path folder;

    private static Stretto stretto;

    @BeforeAll
    static void a_run_with_a_conflict() throws Exception {
        Repository repository = Repository.in(folder, "list.txt", "1\n2\n3\n", ".gitignore", "plan*\nreport*\n");
        stretto = new Stretto(repository.directory());
        Result run = stretto.run("run", "--quiet", stretto.plan("""
                version: 1
                name: two <b>writers</b>
                workspace: { repository: . }
                tasks:
                  - id: left
                    title: Write | left
                    subagent: { command: [sed, -i, "s/2/left/", list.txt] }
                  - id: right
                    subagent: { command: [sed, -i, "s/2/right/", list.txt] }
                """));
        assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
    }

    @Test
    void markdown_has_the_run_for_a_pull_request() throws Exception {
        Result result = stretto.run("show", "latest", "--markdown");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out())
                .startsWith("## Stretto: two &#60;b&#62;writers&#60;/b&#62;\n\n**failed** · run <code>")
                .contains("- [x] Write &#124; left\n")
                .contains("| left, right | <code>list.txt</code> |")
                .contains("(left out)");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void html_goes_to_a_file_or_to_standard_output() throws Exception {
        Result written = stretto.run("show", "latest", "--html", "-o", "report.html");
        Result printed = stretto.run("show", "latest", "--html");

        assertThat(written.exitCode()).as(written.err()).isZero();
        assertThat(written.out()).contains("report.html");
        assertThat(Files.readString(folder.resolve("report.html"))).isEqualTo(printed.out());
        Document page = Jsoup.parse(printed.out());
        assertThat(page.selectFirst("h1").text()).isEqualTo("two <b>writers</b> failed");
        assertThat(page.select("section:has(#todos) .badge").eachText()).contains("integrated", "left out");
        assertThat(page.select("section:has(#overlaps) td.conflict")).hasSize(2);
    }

    @Test
    void the_sides_of_a_conflict_are_shown_on_request() throws Exception {
        JsonNode report = stretto.run("show", "latest", "--json").json();

        Result json = stretto.run("show", "latest", "--conflict", "list.txt", "--json");
        Result text = stretto.run("show", "latest", "--conflict", "list.txt");

        assertThat(json.exitCode()).as(json.err()).isZero();
        JsonNode conflict = json.json().at("/conflicts/0");
        assertThat(json.json().at("/run").asText()).isEqualTo(report.at("/run").asText());
        assertThat(conflict.at("/kind").asText()).isEqualTo("same_lines");
        assertThat(conflict.at("/base/text").asText()).isEqualTo("1\n2\n3\n");
        assertThat(conflict.at("/ours/text").asText()).isEqualTo("1\nleft\n3\n");
        assertThat(conflict.at("/theirs/text").asText()).isEqualTo("1\nright\n3\n");
        assertThat(conflict.at("/theirs/truncated").asBoolean()).isFalse();
        assertThat(text.out())
                .contains("list.txt: left against right")
                .contains("both changed the same lines")
                .contains("  2 - 2\n")
                .contains("  2 + left\n")
                .contains("  2 + right\n");
    }

    @Test
    void where_there_is_no_conflict_it_says_where_there_are_some() throws Exception {
        Result result = stretto.run("show", "latest", "--conflict", "other.txt");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("no conflict at 'other.txt'").contains("'list.txt'");
    }

    @Test
    void forms_that_can_not_be_combined_are_refused_with_a_clear_word() throws Exception {
        Result json = stretto.run("show", "latest", "--markdown", "--json");
        Result both = stretto.run("show", "latest", "--markdown", "--html", "--watch");
        Result file = stretto.run("show", "latest", "-o", "report.txt");
        Result nowhere = stretto.run("show", "latest", "--html", "-o", "no/such/folder/report.html");

        assertThat(json.exitCode()).isEqualTo(2);
        assertThat(json.err()).contains("--markdown and --json can't be combined");
        assertThat(both.exitCode()).isEqualTo(2);
        assertThat(both.err()).contains("--markdown and --html and --watch can't be combined");
        assertThat(file.exitCode()).isEqualTo(2);
        assertThat(file.err()).contains("-o goes with --markdown or --html");
        assertThat(nowhere.exitCode()).isEqualTo(2);
        assertThat(nowhere.err()).contains("no/such/folder/report.html").doesNotContain("\tat ");
    }
}
