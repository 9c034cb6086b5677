package dev.stretto.engine.planfile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stretto.engine.plan.Durations;
import dev.stretto.engine.plan.EnvironmentSpec;
import dev.stretto.engine.plan.Mode;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.plan.PlanLimits;
import dev.stretto.engine.plan.Prompt;
import dev.stretto.engine.plan.Provision;
import dev.stretto.engine.plan.SubagentSpec;
import dev.stretto.engine.plan.SynthesisSpec;
import dev.stretto.engine.plan.Task;
import dev.stretto.engine.plan.TimedCommand;
import dev.stretto.engine.plan.WorkspaceSpec;
import dev.stretto.engine.plan.WorkspaceSpec.Isolation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Builds the plan from a document that has been checked, with the defaults filled in. */
final class PlanBuilder {
    private final Document document;
    private final JsonNode root;
    private final JsonNode defaults;

    PlanBuilder(Document document) {
        this.document = document;
        this.root = document.root();
        this.defaults = root.path("defaults");
    }

    /** The plan; relative places in it are taken from this folder. */
    Plan build(String name, Path directory) {
        List<Task> tasks = new ArrayList<>();
        JsonNode list = root.path("tasks");
        for (int position = 0; position < list.size(); position++) {
            tasks.add(task(Fields.of("tasks", position), list.path(position), directory));
        }
        String ownName = text(root, "name");
        return new Plan(
                ownName == null ? name : ownName,
                text(root, "goal"),
                workspace(directory),
                root.at("/limits/concurrency").asInt(0),
                choice(Mode.class, root, "mode", Mode.AUTO),
                tasks,
                synthesis(directory));
    }

    /** A plan without a workspace works in its own folder, and nothing is committed there. */
    private WorkspaceSpec workspace(Path directory) {
        JsonNode workspace = root.path("workspace");
        if (workspace.isMissingNode()) {
            return WorkspaceSpec.shared(directory.toString());
        }
        String repository = text(workspace, "repository");
        String base = text(workspace, "base");
        String place = text(workspace, "directory");
        return new WorkspaceSpec(
                resolved(directory, repository == null ? "." : repository),
                base == null ? "HEAD" : base,
                choice(Isolation.class, workspace, "isolation", Isolation.AUTO),
                place == null ? null : resolved(directory, place),
                new Provision(
                        texts(workspace.path("include")),
                        timed("workspace.setup", workspace.path("setup")),
                        timed("workspace.teardown", workspace.path("teardown"))));
    }

    private static String resolved(Path directory, String path) {
        return directory.resolve(path).normalize().toString();
    }

    private Task task(String field, JsonNode task, Path directory) {
        String id = task.path("id").asText();
        String title = text(task, "title");
        boolean own = task.has("subagent");
        return new Task(
                id,
                title == null ? id : title,
                prompt(task.path("prompt")),
                task.has("writes") ? texts(task.path("writes")) : null,
                texts(task.path("locks")),
                texts(task.path("needs")),
                texts(task.path("related")),
                subagent(Fields.of(own ? field : "defaults", "subagent"), (own ? task : defaults).path("subagent")),
                duration(task, "timeout", PlanLimits.TIMEOUT),
                idle(task),
                (task.has("attempts") ? task : defaults).path("attempts").asInt(1),
                duration(task, "backoff", PlanLimits.BACKOFF),
                environment(field, task, directory));
    }

    private EnvironmentSpec environment(String field, JsonNode object, Path directory) {
        return EnvironmentFields.read(document, field, object, directory)
                .over(EnvironmentFields.read(document, "defaults", defaults, directory));
    }

    private @Nullable TimedCommand timed(String field, JsonNode command) {
        return command.isMissingNode()
                ? null
                : new TimedCommand(
                        words(Fields.of(field, "command"), command.path("command")),
                        Durations.parse(command.path("timeout").asText()).orElse(PlanLimits.TIMEOUT));
    }

    private static @Nullable Prompt prompt(JsonNode prompt) {
        if (prompt.isMissingNode()) {
            return null;
        }
        return prompt.isTextual()
                ? new Prompt.Text(prompt.asText())
                : new Prompt.Parts(
                        text(prompt, "scope"),
                        text(prompt, "goal"),
                        text(prompt, "context"),
                        texts(prompt.path("constraints")),
                        text(prompt, "returns"));
    }

    private SubagentSpec subagent(String field, JsonNode subagent) {
        if (subagent.has("command")) {
            return new SubagentSpec.Command(words(Fields.of(field, "command"), subagent.path("command")));
        }
        return subagent.has("profile")
                ? new SubagentSpec.Profile(subagent.path("profile").asText())
                : new SubagentSpec.Function(
                        subagent.isTextual()
                                ? subagent.asText()
                                : subagent.path("function").asText());
    }

    private SynthesisSpec synthesis(Path directory) {
        JsonNode synthesis = root.path("synthesis");
        SynthesisSpec.OnConflict onConflict =
                choice(SynthesisSpec.OnConflict.class, synthesis, "onConflict", SynthesisSpec.OnConflict.REPORT);
        return new SynthesisSpec(
                verify(synthesis.path("verify")),
                onConflict,
                onConflict == SynthesisSpec.OnConflict.RESOLVE ? resolver(synthesis.path("resolver")) : null,
                choice(SynthesisSpec.Integrate.class, synthesis, "integrate", SynthesisSpec.Integrate.BRANCH),
                choice(SynthesisSpec.Deletes.class, synthesis, "deletes", SynthesisSpec.Deletes.REPORT),
                environment("synthesis", synthesis, directory));
    }

    private SynthesisSpec.@Nullable Verify verify(JsonNode verify) {
        return verify.isMissingNode()
                ? null
                : new SynthesisSpec.Verify(
                        words("synthesis.verify.command", verify.path("command")),
                        Durations.parse(verify.path("timeout").asText()).orElse(PlanLimits.TIMEOUT),
                        verify.path("baseline").asBoolean(false),
                        search(verify.path("search")));
    }

    private static SynthesisSpec.@Nullable Search search(JsonNode search) {
        SynthesisSpec.Search otherwise = SynthesisSpec.Search.DEFAULT;
        int trials = search.path("trials").asInt(otherwise.trials());
        return trials == 0
                ? null
                : new SynthesisSpec.Search(
                        trials,
                        search.path("parallel").asInt(otherwise.parallel()),
                        Durations.parse(search.path("time").asText()).orElse(otherwise.time()));
    }

    /** A resolver without a subagent of its own is the one that carries the tasks out. */
    private SynthesisSpec.Resolver resolver(JsonNode resolver) {
        boolean own = resolver.has("subagent");
        return new SynthesisSpec.Resolver(
                subagent(
                        Fields.of(own ? "synthesis.resolver" : "defaults", "subagent"),
                        (own ? resolver : defaults).path("subagent")),
                duration(resolver, "timeout", PlanLimits.TIMEOUT),
                idle(resolver));
    }

    private List<String> words(String field, JsonNode command) {
        List<String> words = new ArrayList<>(command.size());
        for (int i = 0; i < command.size(); i++) {
            words.add(document.source(Fields.of(field, i), command.path(i)));
        }
        return words;
    }

    private Duration duration(JsonNode task, String field, Duration otherwise) {
        return Durations.parse((task.has(field) ? task : defaults).path(field).asText())
                .orElse(otherwise);
    }

    private @Nullable Duration idle(JsonNode task) {
        return Durations.parse((task.has("idle") ? task : defaults).path("idle").asText())
                .orElse(null);
    }

    private static <E extends Enum<E>> E choice(Class<E> type, JsonNode object, String field, E otherwise) {
        return object.has(field)
                ? Enum.valueOf(type, object.path(field).asText().toUpperCase(Locale.ROOT))
                : otherwise;
    }

    private static @Nullable String text(JsonNode object, String field) {
        return object.has(field) ? object.path(field).asText() : null;
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>(list.size());
        list.forEach(entry -> texts.add(entry.asText()));
        return texts;
    }
}
