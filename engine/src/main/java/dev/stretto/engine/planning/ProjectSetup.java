package dev.stretto.engine.planning;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the workspaces of a project need besides its files, as far as that can be told from the files in its root.
 *
 * @param include ignored files to copy
 * @param why what it was recognised by, in words
 * @param command what sets a workspace up; empty if the project's tools keep what they download outside of it, or nothing was recognised
 */
public record ProjectSetup(List<String> include, List<String> why, List<String> command) {
    private record Tool(String file, List<String> command, String makes) {}

    /** What these install lies in the project, so that each workspace needs its own. Of several, the first that is there. */
    private static final List<Tool> IN_PROJECT = List.of(
            new Tool("pnpm-lock.yaml", List.of("pnpm", "install", "--frozen-lockfile"), "node_modules"),
            new Tool("yarn.lock", List.of("yarn", "install", "--frozen-lockfile"), "node_modules"),
            new Tool("package-lock.json", List.of("npm", "ci"), "node_modules"),
            new Tool("npm-shrinkwrap.json", List.of("npm", "ci"), "node_modules"),
            new Tool("uv.lock", List.of("uv", "sync", "--frozen"), ".venv"),
            new Tool("poetry.lock", List.of("poetry", "install", "--no-interaction"), "an environment"),
            new Tool(
                    "requirements.txt",
                    List.of("sh", "-c", "python3 -m venv .venv && .venv/bin/pip install -q -r requirements.txt"),
                    ".venv"),
            new Tool("Gemfile.lock", List.of("bundle", "install", "--quiet"), "its gems"),
            new Tool("composer.lock", List.of("composer", "install", "--no-interaction", "--quiet"), "vendor"));

    /** What these download lies in the user's home, where every workspace finds it. */
    private static final List<Tool> IN_HOME = List.of(
            new Tool("Cargo.lock", List.of("cargo", "fetch", "--locked"), "Cargo"),
            new Tool("go.mod", List.of("go", "mod", "download"), "Go"),
            new Tool("pom.xml", List.of("mvn", "-q", "-B", "dependency:go-offline"), "Maven"),
            new Tool("build.gradle", List.of("./gradlew", "-q", "dependencies"), "Gradle"),
            new Tool("build.gradle.kts", List.of("./gradlew", "-q", "dependencies"), "Gradle"));

    private static final List<String> SETTINGS = List.of(".env", ".env.local", ".env.test", ".env.test.local");

    public ProjectSetup {
        include = List.copyOf(include);
        why = List.copyOf(why);
        command = List.copyOf(command);
    }

    /**
     * Recognises a project.
     *
     * @param files that are in git, or could be, relative to its root
     * @param inRoot the names of all that lies in its root
     * @return empty if nothing was recognised
     */
    public static Optional<ProjectSetup> of(Collection<String> files, Collection<String> inRoot) {
        Set<String> known = new HashSet<>(files);
        List<String> include = SETTINGS.stream()
                .filter(inRoot::contains)
                .filter(file -> !known.contains(file))
                .toList();
        List<String> why = new ArrayList<>();
        List<String> command = new ArrayList<>();
        if (!include.isEmpty()) {
            why.add("Workspaces get a copy of these files, which git ignores.");
        }
        if (inRoot.contains(".worktreeinclude")) {
            why.add("Workspaces also get what .worktreeinclude names.");
        }
        Optional<Tool> inProject =
                IN_PROJECT.stream().filter(tool -> known.contains(tool.file())).findFirst();
        if (known.contains(".gitmodules")) {
            command.addAll(List.of("git", "submodule", "update", "--init", "--recursive"));
            why.add("There are submodules (.gitmodules): each workspace needs its own.");
            inProject.ifPresent(tool -> why.add("'setup' does not install " + tool.makes() + " (" + tool.file()
                    + ") yet. Add this to it: '" + String.join(" ", tool.command()) + "'."));
        } else if (inProject.isPresent()) {
            Tool tool = inProject.get();
            command.addAll(tool.command());
            why.add("'setup' installs " + tool.makes() + " in each workspace (" + tool.file()
                    + "). Remove 'setup' if you don't need that.");
        } else {
            IN_HOME.stream()
                    .filter(tool -> known.contains(tool.file()))
                    .findFirst()
                    .ifPresent(tool -> why.add(tool.makes() + " keeps what it downloads in your home. To have it there"
                            + " before any subagent starts: setup: { command: [\""
                            + String.join("\", \"", tool.command()) + "\"] }"));
        }
        return why.isEmpty() ? Optional.empty() : Optional.of(new ProjectSetup(include, why, command));
    }
}
