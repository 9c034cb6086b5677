package dev.stretto.engine.planning;

import static dev.stretto.engine.planning.YamlNodes.flow;
import static dev.stretto.engine.planning.YamlNodes.flowText;
import static dev.stretto.engine.planning.YamlNodes.text;

import dev.stretto.engine.plan.Prompt;
import dev.stretto.engine.plan.SubagentSpec;
import dev.stretto.engine.plan.SynthesisSpec;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Writes a proposed plan as an ordinary plan file: YAML with comments that say how it was made and why it has these tasks.
 *
 * <p>What is written reads back as it was, whatever characters the texts hold; only half surrogate pairs, which no
 * file can hold, become U+FFFD, and NUL, which no plan may hold, too.
 */
public final class PlanFileWriter {
    private static final int FEW = 3;
    /** What is installed comes over the network. */
    private static final Duration SETUP_TIMEOUT = Duration.ofMinutes(15);

    private static final Pattern COMMENTED_TASK = Pattern.compile("(?m)^  - #((?:.*\\n    #)*.*\\n)    (id: )");

    private PlanFileWriter() {}

    /** The plan's file. */
    public static String write(PlanDraft draft) {
        DumperOptions options = new DumperOptions();
        options.setProcessComments(true);
        options.setSplitLines(false);
        options.setWidth(Integer.MAX_VALUE);
        options.setAllowUnicode(true);
        options.setIndent(2);
        options.setIndicatorIndent(2);
        options.setIndentWithIndicator(true);
        StringWriter out = new StringWriter();
        new Yaml(options).serialize(plan(draft).node(), out);
        return COMMENTED_TASK.matcher(out.toString()).replaceAll(PlanFileWriter::commentAbove);
    }

    /** The library puts an entry's comment behind its dash; people expect it above. No text of a task is indented so little. */
    private static String commentAbove(MatchResult task) {
        return Matcher.quoteReplacement("  #" + task.group(1).replaceAll("(?m)^    #", "  #") + "  - " + task.group(2));
    }

    private static YamlNodes.Mapping plan(PlanDraft draft) {
        PlanSettings settings = draft.settings();
        YamlNodes.Mapping plan = new YamlNodes.Mapping().comment(draft.made()).put("version", YamlNodes.number(1));
        putText(plan, "name", settings.name());
        putText(plan, "goal", settings.goal());
        if (settings.repository() == null) {
            plan.comment(List.of("No git repository: the commands run in this file's folder, and nothing is merged."));
        } else {
            plan.put("workspace", workspace(settings.repository(), settings.setup()));
        }
        plan.put("defaults", defaults(settings));
        plan.put(
                "tasks",
                YamlNodes.list(draft.tasks().stream().map(PlanFileWriter::task).toList()));
        synthesis(draft).ifPresent(synthesis -> plan.put("synthesis", synthesis));
        return plan;
    }

    private static Node workspace(String repository, @Nullable ProjectSetup setup) {
        YamlNodes.Mapping workspace = new YamlNodes.Mapping();
        if (setup != null) {
            workspace.comment(setup.why());
        }
        workspace.put("repository", text(repository));
        if (setup != null && !setup.include().isEmpty()) {
            workspace.put(
                    "include",
                    flow(setup.include().stream().map(YamlNodes::quoted).toList()));
        }
        if (setup != null && !setup.command().isEmpty()) {
            YamlNodes.Mapping command = new YamlNodes.Mapping().put("command", words(setup.command()));
            putDuration(command, "timeout", SETUP_TIMEOUT);
            workspace.put("setup", command.flow());
        }
        return workspace.node();
    }

    private static Node defaults(PlanSettings settings) {
        YamlNodes.Mapping defaults = new YamlNodes.Mapping();
        SubagentSpec subagent = settings.subagent();
        if (subagent == null) {
            defaults.comment(
                    List.of(
                            "Who carries the tasks out. Nobody was named, and a plan has to name somebody: replace this line by",
                            "{ profile: codex }, another agent that Stretto knows, or { command: [\"./my-agent\", \"{promptFile}\"] }."));
        }
        defaults.put("subagent", subagent(subagent == null ? PlanSettings.SUBAGENT : subagent));
        putDuration(defaults, "timeout", settings.timeout());
        putDuration(defaults, "idle", settings.idle());
        return defaults.node();
    }

    private static Node subagent(SubagentSpec subagent) {
        return switch (subagent) {
            case SubagentSpec.Command command ->
                new YamlNodes.Mapping().put("command", words(command.words())).flow();
            case SubagentSpec.Profile profile ->
                new YamlNodes.Mapping().put("profile", flowText(profile.name())).flow();
            case SubagentSpec.Function function ->
                new YamlNodes.Mapping()
                        .put("function", flowText(function.name()))
                        .flow();
        };
    }

    private static Node task(TaskDraft task) {
        YamlNodes.Mapping node = new YamlNodes.Mapping().put("id", text(task.id()));
        putText(node, "title", task.title());
        node.put("prompt", prompt(task.prompt()));
        if (task.writes() != null) {
            List<Node> globs = task.writes().stream().map(YamlNodes::quoted).toList();
            node.put("writes", globs.size() <= FEW ? flow(globs) : YamlNodes.list(globs));
        }
        if (!task.needs().isEmpty()) {
            node.put(
                    "needs", flow(task.needs().stream().map(YamlNodes::flowText).toList()));
        }
        return node.node(task.why());
    }

    private static Node prompt(Prompt.Parts prompt) {
        YamlNodes.Mapping parts = new YamlNodes.Mapping();
        putText(parts, "scope", prompt.scope());
        putText(parts, "goal", prompt.goal());
        putText(parts, "context", prompt.context());
        if (!prompt.constraints().isEmpty()) {
            parts.put(
                    "constraints",
                    YamlNodes.list(
                            prompt.constraints().stream().map(YamlNodes::text).toList()));
        }
        putText(parts, "returns", prompt.returns());
        return parts.node();
    }

    private static Optional<Node> synthesis(PlanDraft draft) {
        YamlNodes.Mapping synthesis = new YamlNodes.Mapping();
        List<String> verify = draft.settings().verify();
        if (verify != null) {
            YamlNodes.Mapping command = new YamlNodes.Mapping().put("command", words(verify));
            putDuration(command, "timeout", draft.settings().timeout());
            synthesis.put("verify", command.flow());
        }
        if (draft.integrate() != SynthesisSpec.Integrate.BRANCH) {
            synthesis.put("integrate", text(draft.integrate().toString()));
        }
        return synthesis.isEmpty() ? Optional.empty() : Optional.of(synthesis.node());
    }

    private static Node words(List<String> words) {
        return flow(words.stream().map(YamlNodes::quoted).toList());
    }

    private static void putText(YamlNodes.Mapping mapping, String field, @Nullable String value) {
        if (value != null) {
            mapping.put(field, text(value));
        }
    }

    private static void putDuration(YamlNodes.Mapping mapping, String field, @Nullable Duration duration) {
        if (duration != null) {
            long seconds = duration.toSeconds();
            String written = duration.toMillis() % 1_000 != 0
                    ? duration.toMillis() + "ms"
                    : seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
            mapping.put(field, flowText(written));
        }
    }
}
