package dev.stretto.engine.planfile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stretto.engine.plan.InvalidPlanException;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.plan.PlanLimits;
import dev.stretto.engine.plan.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads plans from YAML or JSON. A plan is accepted as a whole or refused as a whole, with everything that is wrong with it
 * at once: file, line, field, what was found and what was expected.
 */
public final class PlanReader {
    private static final int MEBI = 1024 * 1024;

    private final Set<String> profiles;
    private final Set<String> functions;
    private final boolean scopesRequired;
    private final WorkspaceCheck workspaces;

    /**
     * A reader for plans whose subagents come from here.
     *
     * @param profiles the names of the coding agents that the configuration knows
     * @param functions the names of the Java functions that the embedding program has registered; none in the program
     */
    public PlanReader(Set<String> profiles, Set<String> functions) {
        this(profiles, functions, false, (repository, base) -> Optional.empty());
    }

    private PlanReader(Set<String> profiles, Set<String> functions, boolean scopesRequired, WorkspaceCheck workspaces) {
        this.profiles = new TreeSet<>(profiles);
        this.functions = new TreeSet<>(functions);
        this.scopesRequired = scopesRequired;
        this.workspaces = workspaces;
    }

    /** A reader that refuses plans with tasks that do not say what they write. */
    public PlanReader requiringScopes() {
        return new PlanReader(profiles, functions, true, workspaces);
    }

    /**
     * A reader that, of a plan that it refuses, says also whether tasks could start in its repository: whoever runs a plan that
     * it accepts finds out.
     */
    public PlanReader looking(WorkspaceCheck check) {
        return new PlanReader(profiles, functions, scopesRequired, check);
    }

    /**
     * Reads a plan from a file; a relative {@code workspace.repository} in it is taken from the file's folder.
     *
     * @throws InvalidPlanException with every problem, if it can't be read or is no valid plan
     */
    public Plan read(Path file) throws InvalidPlanException {
        if (Files.isDirectory(file)) {
            throw refused(file, "a folder", "a plan file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            long size = Files.size(file);
            if (size > PlanLimits.FILE_BYTES) {
                throw refused(
                        file, "a file of " + size / MEBI + " MiB", "at most " + PlanLimits.FILE_BYTES / MEBI + " MiB");
            }
            Path folder = Optional.ofNullable(file.toAbsolutePath().normalize().getParent())
                    .orElse(file.toAbsolutePath());
            return read(file.toString(), in, folder);
        } catch (IOException e) {
            throw refused(
                    file,
                    Files.exists(file) ? "a file that can't be read (" + e.getMessage() + ")" : "no such file",
                    "a readable plan file");
        }
    }

    /**
     * Reads a plan from a stream, which is not closed.
     *
     * @param name what problems call the document; if it ends in {@code .json}, it is read as JSON, otherwise as YAML
     * @param directory what a relative {@code workspace.repository} starts from
     * @throws InvalidPlanException with every problem, if it can't be read or is no valid plan
     */
    public Plan read(String name, InputStream in, Path directory) throws InvalidPlanException {
        List<Problem> problems = new ArrayList<>();
        Document document = new DocumentReader(name, problems).read(in);
        int tasks = document.root().path("tasks").size();
        if (tasks > PlanLimits.TASKS) {
            problems.add(document.problem("tasks", tasks + " tasks", "at most " + PlanLimits.TASKS));
            throw new InvalidPlanException(problems);
        }
        problems.addAll(new SchemaCheck(document).problems());
        problems.addAll(new MeaningCheck(document, profiles, functions, scopesRequired).problems());
        if (!problems.isEmpty()) {
            workspaceProblem(document, directory).ifPresent(problems::add);
            throw new InvalidPlanException(problems);
        }
        return new PlanBuilder(document).build(baseName(name), directory);
    }

    /** Takes what it finds, however malformed. */
    private Optional<Problem> workspaceProblem(Document document, Path directory) {
        JsonNode workspace = document.root().path("workspace");
        JsonNode repository = workspace.path("repository");
        boolean isolated = !workspace.path("isolation").asText().equals("none");
        if (!workspace.isObject() || !isolated || !(repository.isMissingNode() || repository.isTextual())) {
            return Optional.empty();
        }
        try {
            Path place = directory.resolve(repository.asText(".")).normalize();
            return workspaces
                    .hindrance(place, workspace.path("base").asText("HEAD"))
                    .map(hindrance -> document.problem(
                            "workspace.repository",
                            "none to start from: " + hindrance,
                            "a git work tree with a commit"));
        } catch (InvalidPathException e) {
            return Optional.of(document.problem(
                    "workspace.repository", "'" + Texts.shortened(repository.asText()) + "'", "the path of a folder"));
        }
    }

    private static String baseName(String name) {
        String file = name.substring(name.lastIndexOf('/') + 1);
        int dot = file.lastIndexOf('.');
        return dot > 0 ? file.substring(0, dot) : file;
    }

    private static InvalidPlanException refused(Path file, String found, String expected) {
        return new InvalidPlanException(List.of(new Problem(file.toString(), 0, 0, "", found, expected)));
    }
}
