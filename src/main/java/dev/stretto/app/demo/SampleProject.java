package dev.stretto.app.demo;

import dev.stretto.app.planning.ReadReports;
import dev.stretto.engine.report.Report;
import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A copy of the sample project, as a git repository of its own. */
public final class SampleProject {
    private static final String NAME = "agent-runtime";
    private static final String FIXES = "agent-runtime-fixes";
    private static final String JUNIT = "junit-platform-console-standalone.jar";
    private static final String TESTS = "run-tests";
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS", Locale.ROOT);

    private final Path directory;
    private final Path fixes;

    private SampleProject(Path directory, Path fixes) {
        this.directory = directory;
        this.fixes = fixes;
    }

    /** Makes a fresh copy in a folder of its own below {@code parent}. */
    public static SampleProject copyTo(Path parent) throws IOException, GitException {
        Path home = Path.of(Optional.ofNullable(System.getProperty("stretto.home"))
                .orElseThrow(() -> new IOException("the sample project is not there: start the demo with ./stretto")));
        Path folder = parent.resolve(STAMP.format(LocalDateTime.now(ZoneId.systemDefault())));
        SampleProject project = new SampleProject(folder.resolve(NAME), folder.resolve(FIXES));
        copy(home.resolve("demo").resolve(NAME), project.directory);
        copy(home.resolve("demo").resolve(FIXES), project.fixes);
        Path jar = project.directory.resolve("lib").resolve(JUNIT);
        Files.createDirectories(jar.getParent());
        Files.copy(home.resolve("demo").resolve(JUNIT), jar, StandardCopyOption.REPLACE_EXISTING);
        executable(project.directory.resolve(TESTS));
        executable(project.subagent());
        project.commit();
        return project;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }

    private static void executable(Path script) throws IOException {
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void commit() throws GitException {
        Git git = Git.in(directory);
        git.run("init", "--quiet", "--initial-branch=main");
        git.run("config", "user.name", "Stretto demo");
        git.run("config", "user.email", "demo@localhost");
        git.run("add", "--all");
        git.run("commit", "--quiet", "--message", "The agent runtime, after a refactoring that broke six tests");
    }

    /** The project's root. */
    public Path directory() {
        return directory;
    }

    /** The script that stands in for a coding agent. */
    Path subagent() {
        return fixes.resolve("scripted-subagent");
    }

    /** The words that run the whole suite, wherever the project is checked out. */
    static List<String> testCommand() {
        return List.of("env", "JAVA_HOME=" + System.getProperty("java.home"), "./" + TESTS);
    }

    /** Runs the whole suite in the project's checkout. */
    public ReadReports runTests() throws IOException, InterruptedException {
        return runTests(directory);
    }

    private static ReadReports runTests(Path checkout) throws IOException, InterruptedException {
        Path log = checkout.resolveSibling("tests.log");
        Process tests = new ProcessBuilder(testCommand())
                .directory(checkout.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        int code = tests.waitFor();
        if (code > 1) {
            throw new IOException("the sample's tests could not be run: see " + log);
        }
        ReadReports reports = ReadReports.from(
                List.of(checkout.resolve("build").resolve("reports").toString()), InputStream.nullInputStream());
        if (!reports.problems().isEmpty()) {
            throw new IOException(String.join("\n", reports.problems()));
        }
        return reports;
    }

    /** Runs the whole suite on the result of a run, in a worktree that is removed again. */
    public ReadReports testsOf(Report report) throws IOException, InterruptedException, GitException {
        Path checkout = directory.resolveSibling("result");
        Git git = Git.in(directory);
        String commit = Optional.ofNullable(report.synthesis())
                .flatMap(synthesis -> Optional.ofNullable(synthesis.integration()))
                .map(Report.Integrated::commit)
                .orElse("HEAD");
        git.run("worktree", "add", "--quiet", "--detach", checkout.toString(), commit);
        try {
            return runTests(checkout);
        } finally {
            git.run("worktree", "remove", "--force", checkout.toString());
        }
    }
}
