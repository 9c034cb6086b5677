package dev.stretto.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.app.OwnSwitches.Findings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Whoever adds a command, an event or a state is told by the compiler everywhere what has to be decided about it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OwnSwitchesTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final String OWN = "package dev.stretto.example; class Example { sealed interface Shape {}"
            + " record Round() implements Shape {} record Square() implements Shape {}"
            + " enum Size { SMALL, LARGE }\n";

    @Test
    void no_switch_over_a_type_of_our_own_swallows_a_case_that_is_added_later() throws IOException {
        try (StandardJavaFileManager files =
                ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null)) {
            Findings findings = OwnSwitches.in(files.getJavaFileObjectsFromPaths(mainSources()));

            assertThat(findings.swallowing())
                    .as("list the cases, so that the compiler tells of a new one")
                    .isEmpty();
            assertThat(findings.looked()).isGreaterThan(50);
        }
    }

    @Test
    void a_default_is_found() throws IOException {
        assertThat(in("int of(Shape s) { return switch (s) { case Round r -> 1; default -> 2; }; }"))
                .containsExactly("/Example.java:2: dev.stretto.example.Example.Shape");
        assertThat(in("void of(Size s) { switch (s) { case SMALL: return; default: } }"))
                .containsExactly("/Example.java:2: dev.stretto.example.Example.Size");
        assertThat(in("int of(Size s) { return switch (s) { case SMALL -> 1; case null, default -> 2; }; }"))
                .hasSize(1);
        assertThat(in("<T extends Shape> int of(T s) { return switch (s) { case Round r -> 1; default -> 2; }; }"))
                .hasSize(1);
    }

    @Test
    void a_pattern_that_takes_everything_is_found() throws IOException {
        assertThat(in("int of(Shape s) { return switch (s) { case Round r -> 1; case Shape other -> 2; }; }"))
                .hasSize(1);
    }

    @Test
    void cases_that_are_listed_and_types_of_others_are_left_alone() throws IOException {
        assertThat(in("int of(Shape s) { return switch (s) { case Round r -> 1; case Square q -> 2; }; }"))
                .isEmpty();
        assertThat(in("int of(Size s) { return switch (s) { case SMALL -> 1; case LARGE -> 2; }; }"))
                .isEmpty();
        assertThat(in("int of(String s) { return switch (s) { case \"a\" -> 1; default -> 2; }; }"))
                .isEmpty();
        assertThat(in("int of(Thread.State s) { return switch (s) { case NEW -> 1; default -> 2; }; }"))
                .isEmpty();
    }

    private static List<String> in(String method) throws IOException {
        String source = OWN + method + " }";
        JavaFileObject file = new SimpleJavaFileObject(URI.create("string:/Example.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        return OwnSwitches.in(List.of(file)).swallowing();
    }

    /** All but the benchmarks, whose libraries are not here. */
    private static List<Path> mainSources() throws IOException {
        List<Path> sources = new ArrayList<>();
        try (Stream<Path> modules = Files.list(ROOT)) {
            List<Path> folders = Stream.concat(
                            Stream.of(ROOT.resolve("src/main/java")),
                            modules.filter(module -> !module.endsWith("benchmarks"))
                                    .map(module -> module.resolve("src/main/java")))
                    .filter(Files::isDirectory)
                    .toList();
            for (Path folder : folders) {
                try (Stream<Path> files = Files.walk(folder)) {
                    files.filter(file -> file.toString().endsWith(".java"))
                            .filter(OwnSwitchesTest::switches)
                            .forEach(sources::add);
                }
            }
        }
        return sources;
    }

    /** The others need not be compiled: what they declare is on the class path. */
    private static boolean switches(Path source) {
        try {
            return Files.readString(source).contains("switch (");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
