package dev.stretto.app;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Arrays;

/** The packages of a module can be read one after the other: each uses only those that were read before. */
@AnalyzeClasses(packages = "dev.stretto", importOptions = MainCode.class)
class PackageOrderTest {
    /** The package of the module itself. */
    private static final String ITSELF = "";

    @ArchTest
    static final ArchRule engine = readInOrder(
            "dev.stretto.engine",
            "text",
            "fault",
            "todo",
            "scope",
            "plan",
            "attempt",
            "decision",
            "prompt",
            "synthesis",
            "run",
            "history",
            "report",
            "testreport",
            "planning",
            "planfile",
            "lint");

    @ArchTest
    static final ArchRule subagents =
            readInOrder("dev.stretto.subagents", "environment", "function", "files", "overlay", "process", "git");

    @ArchTest
    static final ArchRule persistence = readInOrder(
            "dev.stretto.persistence", "directory", "codec", "artifact", "seal", "journal", ITSELF, "export", "audit");

    @ArchTest
    static final ArchRule actors = readInOrder("dev.stretto.actors", "node", "attempt", "synthesis", "run", ITSELF);

    @ArchTest
    static final ArchRule app = readInOrder(
            "dev.stretto.app", "follow", "terminal", "report", "planning", "demo", "control", "command", ITSELF);

    @ArchTest
    static final ArchRule commandsDoNotUseOneAnother = slices().matching("dev.stretto.app.command.(*)..")
            .should()
            .notDependOnEachOther()
            .because("what commands share stands above them");

    @ArchTest
    static final ArchRule packagesHaveNoCycles = slices().assignedFrom(packages())
            .should()
            .beFreeOfCycles()
            .because("packages that stand on each other are one package");

    private static ArchRule readInOrder(String module, String... packages) {
        LayeredArchitecture layers = layeredArchitecture().consideringOnlyDependenciesInAnyPackage(module + "..");
        for (String layer : packages) {
            layers = layers.layer(module + "." + layer)
                    .definedBy(layer.equals(ITSELF) ? module : module + "." + layer + "..");
        }
        String[] names =
                Arrays.stream(packages).map(name -> module + "." + name).toArray(String[]::new);
        layers = layers.whereLayer(names[0]).mayNotAccessAnyLayer();
        for (int at = 1; at < names.length; at++) {
            layers = layers.whereLayer(names[at]).mayOnlyAccessLayers(Arrays.copyOf(names, at));
        }
        return layers.ensureAllClassesAreContainedInArchitectureIgnoring(resideOutsideOfPackage(module + ".."));
    }

    private static SliceAssignment packages() {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                return SliceIdentifier.of(type.getPackageName());
            }

            @Override
            public String getDescription() {
                return "packages";
            }
        };
    }
}
