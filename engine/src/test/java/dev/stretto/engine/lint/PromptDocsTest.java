package dev.stretto.engine.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.decision.DecisionFlow;
import dev.stretto.engine.decision.DispatchDecision;
import dev.stretto.engine.lint.PromptCorpus.Entry;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.planfile.PlanReader;
import dev.stretto.engine.prompt.PromptRenderer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PromptDocsTest {
    private static final List<Entry> ENTRIES = PromptCorpus.entries();
    private static final Path PAGE = Path.of("..", "docs", "prompts.md");

    @Test
    void the_rules_of_the_page_are_those_of_the_code() throws IOException {
        assertThat(part("rules")).isEqualTo(CorpusTable.rules());
    }

    @Test
    void the_tables_of_the_page_are_what_the_code_gives() throws IOException {
        for (String set : List.of("tuned", "held-out")) {
            List<Entry> entries = entries(set);
            assertThat(part(set)).as(set).isEqualTo(CorpusTable.scores(entries));
            assertThat(part(set + " differences")).as(set).isEqualTo(CorpusTable.differences(entries));
        }
    }

    @Test
    void the_corpus_is_as_large_as_the_page_says() throws IOException {
        long tuned = prompts("tuned");
        long heldOut = prompts("held-out");

        assertThat(Files.readString(PAGE)).contains((tuned + heldOut) + " prompts", heldOut + " of them");
        assertThat(tuned + heldOut).isGreaterThanOrEqualTo(40);
        assertThat(heldOut).isGreaterThanOrEqualTo(15);
    }

    @Test
    void the_rendered_prompt_of_the_page_is_what_its_plan_gives() throws Exception {
        String page = Files.readString(PAGE);
        Matcher matcher = Pattern.compile("```yaml\n(version: 1.*?)```.*?````markdown\n(.*?)````", Pattern.DOTALL)
                .matcher(page);
        assertThat(matcher.find()).isTrue();
        Plan plan = new PlanReader(Set.of(), Set.of())
                .read(
                        "plan",
                        new ByteArrayInputStream(matcher.group(1).getBytes(StandardCharsets.UTF_8)),
                        Path.of("."));
        DispatchDecision decision = DecisionFlow.decide(plan);

        assertThat(new PromptRenderer(plan, decision)
                        .render(decision.assignments().getFirst()))
                .contains(matcher.group(2));
        assertThat(PromptLint.of(plan, decision)).isEmpty();
    }

    private static List<Entry> entries(String set) {
        return ENTRIES.stream().filter(entry -> entry.set().equals(set)).toList();
    }

    private static long prompts(String set) {
        return entries(set).stream()
                .mapToLong(entry -> entry.plan().tasks().stream()
                        .filter(task -> task.prompt() != null)
                        .count())
                .sum();
    }

    /** What stands between the marks of a generated part. */
    private static String part(String name) throws IOException {
        Matcher matcher = Pattern.compile("<!-- " + name + " -->\n\n(.*?)\n\n<!-- end -->", Pattern.DOTALL)
                .matcher(Files.readString(PAGE));
        assertThat(matcher.find()).as("the part '" + name + "' of the page").isTrue();
        return matcher.group(1);
    }
}
