package dev.stretto.engine.planfile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stretto.engine.plan.PlanRules;
import dev.stretto.engine.plan.Problem;
import dev.stretto.engine.plan.TaskOutline;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks what a schema can't: rules of the plan, durations, and subagents that exist. Takes what it finds, however malformed. */
final class MeaningCheck {
    private final Document document;
    private final Set<String> profiles;
    private final Set<String> functions;
    private final boolean scopesRequired;
    private final List<Problem> problems = new ArrayList<>();

    MeaningCheck(Document document, Set<String> profiles, Set<String> functions, boolean scopesRequired) {
        this.document = document;
        this.profiles = profiles;
        this.functions = functions;
        this.scopesRequired = scopesRequired;
    }

    List<Problem> problems() {
        JsonNode root = document.root();
        JsonNode tasks = root.path("tasks");
        JsonNode defaults = root.path("defaults");
        List<TaskOutline> outlines = new ArrayList<>();
        for (int position = 0; position < tasks.size(); position++) {
            String field = Fields.of("tasks", position);
            JsonNode task = tasks.path(position);
            outlines.add(outline(field, task));
            DurationFields.check(document, field, task, problems);
            EnvironmentFields.check(document, field, task, problems);
            subagent(Fields.of(field, "subagent"), task.path("subagent"));
            if (task.isObject() && !task.has("subagent") && !defaults.has("subagent")) {
                problems.add(document.problem(
                        field, "no 'subagent'", "one here or under 'defaults': who carries the task out"));
            }
        }
        if (scopesRequired) {
            scopes(tasks);
        }
        DurationFields.check(document, "defaults", defaults, problems);
        DurationFields.check(document, "synthesis.verify", root.at("/synthesis/verify"), problems);
        DurationFields.check(document, "synthesis.verify.search", root.at("/synthesis/verify/search"), problems);
        EnvironmentFields.check(document, "defaults", defaults, problems);
        EnvironmentFields.check(document, "synthesis", root.path("synthesis"), problems);
        workspace(root.path("workspace"));
        subagent("defaults.subagent", defaults.path("subagent"));
        resolver(root.path("synthesis"), defaults);
        PlanRules.violations(outlines)
                .forEach(violation ->
                        problems.add(document.problem(violation.field(), violation.found(), violation.expected())));
        return problems;
    }

    private void workspace(JsonNode workspace) {
        DurationFields.check(document, "workspace.setup", workspace.path("setup"), problems);
        DurationFields.check(document, "workspace.teardown", workspace.path("teardown"), problems);
        boolean provided = workspace.has("include") || workspace.has("setup") || workspace.has("teardown");
        if (provided && workspace.path("isolation").asText().equals("none")) {
            PlanRules.Violation violation = PlanRules.sharedButProvided();
            problems.add(document.problem(violation.field(), violation.found(), violation.expected()));
        }
    }

    private void scopes(JsonNode tasks) {
        for (int position = 0; position < tasks.size(); position++) {
            JsonNode task = tasks.path(position);
            if (task.isObject() && !task.has("writes")) {
                String id = task.path("id").asText();
                problems.add(document.problem(
                        Fields.of("tasks", position),
                        "no 'writes'" + (id.isEmpty() ? "" : " of task '" + Texts.shortened(id) + "'"),
                        "the globs of what it may change, or [] if that is nothing: scopes are required"));
            }
        }
    }

    private void resolver(JsonNode synthesis, JsonNode defaults) {
        JsonNode resolver = synthesis.path("resolver");
        DurationFields.check(document, "synthesis.resolver", resolver, problems);
        subagent("synthesis.resolver.subagent", resolver.path("subagent"));
        boolean wanted = synthesis.path("onConflict").asText().equals("resolve");
        if (wanted && !resolver.has("subagent") && !defaults.has("subagent")) {
            problems.add(document.problem(
                    "synthesis.onConflict",
                    "'resolve', and nobody who does that",
                    "a 'subagent' under 'synthesis.resolver' or under 'defaults'"));
        }
        if (!wanted && !resolver.isMissingNode()) {
            problems.add(document.problem(
                    "synthesis.resolver",
                    "a resolver that is never asked",
                    "it with 'onConflict: resolve', or without"));
        }
    }

    private static TaskOutline outline(String field, JsonNode task) {
        return new TaskOutline(
                field,
                task.path("id").isTextual() ? task.path("id").asText() : null,
                texts(task.path("writes")),
                texts(task.path("needs")),
                texts(task.path("related")));
    }

    private static List<@Nullable String> texts(JsonNode list) {
        List<@Nullable String> texts = new ArrayList<>(list.size());
        list.forEach(entry -> texts.add(entry.isTextual() ? entry.asText() : null));
        return texts;
    }

    private void subagent(String field, JsonNode subagent) {
        if (subagent.path("profile").isTextual()) {
            known(Fields.of(field, "profile"), subagent.path("profile").asText(), profiles, "profile");
        }
        if (subagent.isTextual() || subagent.path("function").isTextual()) {
            String place = subagent.isTextual() ? field : Fields.of(field, "function");
            known(
                    place,
                    subagent.isTextual()
                            ? subagent.asText()
                            : subagent.path("function").asText(),
                    functions,
                    "function");
        }
    }

    private void known(String field, String name, Set<String> names, String what) {
        if (!names.contains(name)) {
            problems.add(document.problem(
                    field,
                    "the unknown " + what + " '" + Texts.shortened(name) + "'",
                    names.isEmpty()
                            ? "{ command: [words] } or { profile: name }: functions exist only where Stretto is"
                                    + " embedded"
                            : "one of " + String.join(", ", names)));
        }
    }
}
