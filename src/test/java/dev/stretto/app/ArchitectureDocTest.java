package dev.stretto.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The page on the architecture: its drawings come from the code, and the files that it leads to are there. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ArchitectureDocTest {
    private static final String HOW_TO = """
            draw it again with
              mvn -q -B -pl src -am test -Dtest=ArchitectureDocTest -Dsurefire.failIfNoSpecifiedTests=false -Dstretto.record=true
            """;

    private static final Path ROOT = Path.of("..");
    private static final Path PAGE = ROOT.resolve("docs/architecture.md");
    private static final Pattern DRAWN =
            Pattern.compile("<!-- drawn: ([\\w/]+) -->\n\n(.*?)\n\n<!-- end -->", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\[(`?)([^]`]+)`?]\\(([^)#:]+)(?:#[^)]*)?\\)");

    /** The modules by the folders that they lie in, with the package of each. */
    private static final Map<String, String> MODULES = new TreeMap<>(Map.of(
            "engine/grammar", "dev.stretto.grammar",
            "engine", "dev.stretto.engine",
            "subagents", "dev.stretto.subagents",
            "persistence", "dev.stretto.persistence",
            "actors", "dev.stretto.actors",
            "src", "dev.stretto.app"));

    @Test
    void the_drawings_are_what_the_code_says() throws IOException {
        Map<String, String> drawings = drawings();
        String page = Files.readString(PAGE);
        if (Boolean.getBoolean("stretto.record")) {
            page = DRAWN.matcher(page)
                    .replaceAll(part -> Matcher.quoteReplacement("<!-- drawn: " + part.group(1) + " -->\n\n"
                            + drawings.getOrDefault(part.group(1), "") + "\n\n<!-- end -->"));
            Files.writeString(PAGE, page);
        }
        Map<String, String> shown = new TreeMap<>();
        DRAWN.matcher(page).results().forEach(part -> shown.put(part.group(1), part.group(2)));

        assertThat(shown.keySet()).as("what is drawn").isEqualTo(drawings.keySet());
        shown.forEach((name, drawing) ->
                assertThat(drawing).as("the drawing of " + name + "; " + HOW_TO).isEqualTo(drawings.get(name)));
    }

    @Test
    void every_linked_file_is_there_and_a_linked_class_is_called_as_its_file() throws IOException {
        List<String> wrong = new ArrayList<>();
        int links = 0;
        Matcher link = LINK.matcher(Files.readString(PAGE));
        while (link.find()) {
            links++;
            Path file = PAGE.resolveSibling(link.group(3));
            boolean named = !link.group(3).endsWith(".java")
                    || file.getFileName().toString().equals(link.group(2) + ".java");
            if (!Files.exists(file) || !named) {
                wrong.add(link.group());
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(links).isGreaterThan(20);
    }

    private static Map<String, String> drawings() {
        JavaClasses classes =
                new ClassFileImporter().withImportOption(new MainCode()).importPackages(MODULES.values());
        Map<String, String> drawings = new TreeMap<>();
        drawings.put("modules", modules(classes));
        MODULES.forEach((folder, root) -> drawings.put(folder, packages(classes, folder, root)));
        return drawings;
    }

    private static String modules(JavaClasses classes) {
        Arrows arrows = Arrows.between(
                classes,
                type -> MODULES.entrySet().stream()
                        .filter(module -> isIn(type, module.getValue()))
                        .map(Map.Entry::getKey)
                        .findFirst());
        StringBuilder text = new StringBuilder(arrows.mermaid());
        text.append("| module | package | uses |\n|---|---|---|\n");
        MODULES.forEach((folder, root) -> text.append("| `" + folder + "` | `" + root + "` | ")
                .append(listed(arrows, folder))
                .append(" |\n"));
        return text.toString().strip();
    }

    private static String packages(JavaClasses classes, String folder, String root) {
        Arrows arrows = Arrows.between(
                classes,
                type -> isIn(type, root) ? Optional.of(shortened(type.getPackageName(), root)) : Optional.empty());
        StringBuilder text = new StringBuilder(arrows.mermaid());
        text.append("| package | what is in it | uses |\n|---|---|---|\n");
        for (String part : arrows.parts()) {
            text.append("| `" + part + "` | " + subject(folder, root, part) + " | ")
                    .append(listed(arrows, part))
                    .append(" |\n");
        }
        return text.toString().strip();
    }

    private static boolean isIn(JavaClass type, String root) {
        return type.getPackageName().equals(root) || type.getPackageName().startsWith(root + ".");
    }

    /** By its name below the module's package; that one itself is called by its own name. */
    private static String shortened(String name, String root) {
        return name.equals(root) ? root : name.substring(root.length() + 1);
    }

    private static String listed(Arrows arrows, String part) {
        return String.join(
                ", ", arrows.of(part).stream().map(used -> "`" + used + "`").toList());
    }

    /** The first sentence of the package's documentation. */
    private static String subject(String folder, String root, String part) {
        Path sources = ROOT.resolve(folder.equals("src") ? "src/main/java" : folder + "/src/main/java");
        String name = part.equals(root) ? root : root + "." + part;
        try {
            String file =
                    Files.readString(sources.resolve(name.replace('.', '/')).resolve("package-info.java"));
            String text = file.substring(file.indexOf("/**") + 3, file.indexOf("*/"))
                    .replaceAll("\\n \\*", "\n")
                    .replaceAll("\\{@(?:link|code)\\s+(?:[\\w.]+\\.)?(\\w+)}", "`$1`")
                    .replaceAll("\\s+", " ")
                    .strip();
            int end = text.indexOf(". ");
            return end < 0 ? text : text.substring(0, end + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
