package dev.stretto.actors;

import dev.stretto.engine.plan.Mode;
import dev.stretto.engine.plan.Plan;
import dev.stretto.engine.plan.SynthesisSpec;
import dev.stretto.engine.plan.Task;
import dev.stretto.engine.plan.WorkspaceSpec;
import dev.stretto.engine.report.Report;
import dev.stretto.engine.run.RunEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** What {@link FullDiskTest} does in a process that has a small disk of its own. Each line that it prints is a finding. */
final class FullDisk {
    private static final int PAGE = 4096;

    /** Enough for a small file, and not for what the attempt leaves. */
    private static final int SOME_PAGES = 20;

    /** What ends the disk's taking things. */
    private interface Step {
        void take() throws Exception;
    }

    private final Path folder;
    private final Path disk;
    private final Path ballast;

    private FullDisk(Path folder) {
        this.folder = folder;
        this.disk = folder.resolve("disk");
        this.ballast = disk.resolve("ballast");
    }

    public static void main(String[] args) throws Exception {
        FullDisk fullDisk = new FullDisk(Path.of(args[1]));
        switch (args[0]) {
            case "data, same engine" -> fullDisk.data(true);
            case "data, another engine" -> fullDisk.data(false);
            case "many runs" -> fullDisk.manyRuns();
            case "attempts" -> fullDisk.attempts(0);
            case "attempts, one page" -> fullDisk.attempts(1);
            case "repository" -> fullDisk.repository(() -> fullDisk.fill(0));
            case "repository, some room" -> fullDisk.repository(() -> fullDisk.fill(SOME_PAGES));
            case "repository, read-only" -> fullDisk.repository(() -> fullDisk.mount("remount,ro"));
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    /** An attempt ends on the full disk that everything is on; another is at work all the while. */
    private void data(boolean same) throws Exception {
        Site site = new Site(folder, disk.resolve("data"));
        StrettoEngine engine = site.open();
        String run = Site.start(engine, site.waiting("first", "echo done; true"), site.waiting("later", "echo done"));
        site.awaitBegun("first");
        site.awaitBegun("later");
        fill(0);
        site.letGo("first");
        say("stopped", Site.whyStopped(engine, run).replace(run, "RUN"));
        say("later goes on", site.process(run, "later").isAlive());
        if (!same) {
            engine.close();
        }
        Files.delete(ballast);
        if (same) {
            engine.resume();
        } else {
            engine = site.open();
        }
        site.letGo("later");
        finish(site, site.over(engine, run), "first", "later");
        engine.close();
    }

    /** More runs fail at the same time than a breaker would put up with. */
    private void manyRuns() throws Exception {
        Site site = new Site(folder, disk.resolve("data"));
        try (StrettoEngine engine = site.open()) {
            List<String> runs = new ArrayList<>();
            for (int i = 0; i < 15; i++) {
                runs.add(Site.start(engine, site.silent("of-" + i)));
                site.awaitBegun("of-" + i);
            }
            fill(0);
            for (int i = 0; i < runs.size(); i++) {
                site.letGo("of-" + i);
                say("stopped", Site.whyStopped(engine, runs.get(i)).replace(runs.get(i), "RUN"));
            }
            Files.delete(ballast);
            engine.resume();
            for (int i = 0; i < runs.size(); i++) {
                finish(site, site.over(engine, runs.get(i)), "of-" + i);
            }
        }
    }

    /** The log can be written, but nothing of an attempt. */
    private void attempts(int pagesLeft) throws Exception {
        Site site = new Site(folder, folder.resolve("data"));
        try (StrettoEngine engine = site.open()) {
            Files.delete(site.data().attempts());
            Files.createSymbolicLink(site.data().attempts(), disk);
            fill(pagesLeft);
            String run = Site.start(engine, site.waiting("first", "echo done"));
            say("stopped", Site.whyStopped(engine, run).replace(run, "RUN"));
            say("ended", site.events(run, RunEvent.TaskEnded.class).size());
            Files.delete(ballast);
            engine.resume();
            site.letGo("first");
            Report report = site.over(engine, run);
            say("status", report.status());
            say("carried out", site.count("first"));
        }
    }

    /** What an attempt has done can't be committed. */
    private void repository(Step trouble) throws Exception {
        Path repository = Files.createDirectory(disk.resolve("repository"));
        git(repository, "init", "-q", "-b", "main");
        git(
                repository,
                "-c",
                "user.name=T",
                "-c",
                "user.email=t@localhost",
                "commit",
                "-q",
                "--allow-empty",
                "-m",
                "base");
        Site site = new Site(folder, folder.resolve("data"));
        Task task = site.waiting("large", "head -c 300000 /dev/urandom > large.bin");
        Plan plan = new Plan(
                "large",
                null,
                WorkspaceSpec.of(repository.toString()),
                0,
                Mode.AUTO,
                List.of(task),
                SynthesisSpec.DEFAULT);
        try (StrettoEngine engine = site.open()) {
            String run = Site.start(engine, plan);
            site.awaitBegun("large");
            trouble.take();
            site.letGo("large");
            say("stopped", Site.whyStopped(engine, run).replace(run, "RUN"));
            say("ended", site.events(run, RunEvent.TaskEnded.class).size());
            mount("remount,rw");
            Files.deleteIfExists(ballast);
            engine.resume();
            finish(site, site.over(engine, run), "large");
            say("kept", git(repository, "cat-file", "-s", "stretto/" + run + "/large:large.bin"));
        }
    }

    private static void finish(Site site, Report report, String... tasks) throws Exception {
        site.checkThatNothingWasRepeated(report, tasks);
        say("status", report.status());
    }

    private void fill(int pagesLeft) throws IOException {
        byte[] page = new byte[PAGE];
        long size = 0;
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(page);
                size += PAGE;
            }
        } catch (IOException e) {
            try (var channel = Files.newByteChannel(ballast, StandardOpenOption.WRITE)) {
                channel.truncate(size - (long) pagesLeft * PAGE);
            }
        }
    }

    private void mount(String options) throws Exception {
        Process mount = new ProcessBuilder("mount", "-o", options, disk.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(mount.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (mount.waitFor() != 0) {
            throw new AssertionError(said);
        }
    }

    private static String git(Path directory, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Process git = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String out = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (git.waitFor() != 0) {
            throw new AssertionError(command + ": " + out);
        }
        return out;
    }

    private static void say(String what, Object found) {
        System.out.println("> " + what + ": " + found);
    }
}
