package dev.stretto.actors;

import dev.stretto.engine.plan.Mode;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.plan.SubagentSpec;
import dev.stretto.engine.plan.SynthesisSpec;
import dev.stretto.engine.plan.SynthesisSpec.Integrate;
import dev.stretto.engine.plan.SynthesisSpec.OnConflict;
import dev.stretto.engine.plan.SynthesisSpec.Resolver;
import dev.stretto.engine.plan.Task;
import dev.stretto.engine.plan.WorkspaceSpec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A repository with one file, list.txt, of three lines, and plans of tasks that change its second one. */
final class Conflicting {
    private final Path directory;

    Conflicting(Path directory) throws Exception {
        this.directory = Files.createDirectories(directory);
        git("init", "-q", "-b", "main");
        git("config", "user.name", "Tester");
        git("config", "user.email", "tester@localhost");
        Files.writeString(directory.resolve("list.txt"), "1\n2\n3\n");
        git("add", ".");
        git("commit", "-q", "-m", "base");
    }

    /** Tasks 'a' and 'b' that do not go together, 'c' that goes with everything, and more. */
    Plan plan(Resolver resolver, Task... more) {
        List<Task> tasks = new ArrayList<>(List.of(
                task("a", "sed -i s/2/left/ list.txt"),
                task("b", "sed -i s/2/right/ list.txt; echo b > b.txt"),
                task("c", "echo c > c.txt")));
        tasks.addAll(List.of(more));
        return new Plan(
                "conflict",
                null,
                WorkspaceSpec.of(directory.toString()),
                0,
                Mode.AUTO,
                tasks,
                new SynthesisSpec(null, OnConflict.RESOLVE, resolver, Integrate.BRANCH));
    }

    /** The same with a function as the resolver. */
    Plan plan(String function) {
        return plan(new Resolver(new SubagentSpec.Function(function), Plans.LONG, null));
    }

    static Task task(String id, String script) {
        return Plans.task(id, shell(script), 1, Plans.LONG, null);
    }

    static SubagentSpec.Command shell(String script) {
        return new SubagentSpec.Command(List.of("sh", "-c", script));
    }

    String show(String commit, String path) throws Exception {
        return git("show", commit + ":" + path);
    }

    String git(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(words));
        Process git = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String out = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (git.waitFor() != 0) {
            throw new AssertionError(command + ": " + out);
        }
        return out.stripTrailing();
    }
}
