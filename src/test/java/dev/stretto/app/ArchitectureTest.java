package dev.stretto.app;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.stretto.engine.fault.FaultPoint;
import java.time.Instant;
import java.util.function.BiConsumer;

@AnalyzeClasses(packages = "dev.stretto", importOptions = MainCode.class)
class ArchitectureTest {

    private static final String GRAMMAR = "dev.stretto.grammar..";
    private static final String ENGINE = "dev.stretto.engine..";
    private static final String LINT = "dev.stretto.engine.lint..";
    private static final String PLAN_FILE = "dev.stretto.engine.planfile..";
    private static final String TEST_REPORT = "dev.stretto.engine.testreport..";
    private static final String SUBAGENTS = "dev.stretto.subagents..";
    private static final String PERSISTENCE = "dev.stretto.persistence..";
    private static final String ACTORS = "dev.stretto.actors..";
    private static final String APP = "dev.stretto.app..";
    private static final String FIXTURES = "dev.stretto.fixtures..";
    private static final String TESTING = "dev.stretto.app.testing..";
    private static final String GIT = "dev.stretto.subagents.git";
    private static final String PEKKO = "org.apache.pekko..";

    @ArchTest
    static final ArchRule grammarKnowsNothingOfStretto = classes()
            .that()
            .resideInAPackage(GRAMMAR)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(GRAMMAR, "java..", "org.jspecify..")
            .because("it is about English, whatever the text is for");

    @ArchTest
    static final ArchRule onlyTheLintUsesTheGrammar = classes()
            .that()
            .resideInAPackage(GRAMMAR)
            .should()
            .onlyHaveDependentClassesThat()
            .resideInAnyPackage(GRAMMAR, LINT)
            .because("nothing that Stretto does depends on how a prompt is worded");

    @ArchTest
    static final ArchRule engineIsPlainJava = noClasses()
            .that()
            .resideInAPackage(ENGINE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(PEKKO, "java.sql..", "javax.sql..", "org.sqlite..")
            .because("the engine decides and leaves actors and databases to the modules around it");

    @ArchTest
    static final ArchRule domainKnowsNoJson = noClasses()
            .that()
            .resideInAPackage(ENGINE)
            .and()
            .resideOutsideOfPackages(PLAN_FILE, TEST_REPORT)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.fasterxml.jackson..", "com.networknt..")
            .because(
                    "how things are written down is for the readers of plan files and test reports, and for the event log");

    @ArchTest
    static final ArchRule domainReadsNoClock = noClasses()
            .that()
            .resideInAPackage(ENGINE)
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .because("replay gives the same at any time; the time is an argument");

    @ArchTest
    static final ArchRule nothingHappensAtFaultPoints = noClasses()
            .that()
            .resideOutsideOfPackage(TESTING)
            .should()
            .callMethod(FaultPoint.class, "whenReached", BiConsumer.class)
            .because("what is to happen at a fault point is for tests alone to say");

    @ArchTest
    static final ArchRule engineStartsNoProcess = noClasses()
            .that()
            .resideInAPackage(ENGINE)
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(ProcessBuilder.class, Process.class, Runtime.class)
            .because("subagents are the only part that starts processes");

    @ArchTest
    static final ArchRule engineKnowsNoOtherModule = noClasses()
            .that()
            .resideInAPackage(ENGINE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(SUBAGENTS, PERSISTENCE, ACTORS, APP, FIXTURES)
            .because("every other module stands on the engine");

    @ArchTest
    static final ArchRule subagentsStandAlone = noClasses()
            .that()
            .resideInAPackage(SUBAGENTS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(PEKKO, PERSISTENCE, ACTORS, APP)
            .because("a subagent runs the same with or without actors and a journal");

    @ArchTest
    static final ArchRule persistenceStandsAlone = noClasses()
            .that()
            .resideInAPackage(PERSISTENCE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ACTORS, SUBAGENTS, APP)
            .because("the journal stores what happened and does not make it happen");

    @ArchTest
    static final ArchRule actorsDoNotKnowTheApp = noClasses()
            .that()
            .resideInAPackage(ACTORS)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(APP)
            .because("the command line is one of several ways to drive the actors");

    @ArchTest
    static final ArchRule fixturesStayInTests = noClasses()
            .that()
            .resideOutsideOfPackage(FIXTURES)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(FIXTURES)
            .because("test fixtures are not on the program's class path");

    @ArchTest
    static final ArchRule subjectsOfGitUseOneAnotherOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage(GIT + "..")
            .layer("git")
            .definedBy(GIT)
            .layer("workspace")
            .definedBy(GIT + ".workspace")
            .layer("conflict")
            .definedBy(GIT + ".conflict")
            .layer("cleanup")
            .definedBy(GIT + ".cleanup")
            .layer("overlap")
            .definedBy(GIT + ".overlap")
            .layer("remedy")
            .definedBy(GIT + ".remedy")
            .layer("merge")
            .definedBy(GIT + ".merge")
            .layer("integration")
            .definedBy(GIT + ".integration")
            .layer("provenance")
            .definedBy(GIT + ".provenance")
            .whereLayer("git")
            .mayNotAccessAnyLayer()
            .whereLayer("workspace")
            .mayOnlyAccessLayers("git")
            .whereLayer("conflict")
            .mayOnlyAccessLayers("git", "workspace")
            .whereLayer("cleanup")
            .mayOnlyAccessLayers("git", "workspace", "conflict")
            .whereLayer("overlap")
            .mayOnlyAccessLayers("git")
            .whereLayer("remedy")
            .mayOnlyAccessLayers("git", "overlap")
            .whereLayer("merge")
            .mayOnlyAccessLayers("git", "overlap", "remedy")
            .whereLayer("integration")
            .mayOnlyAccessLayers("git")
            .whereLayer("provenance")
            .mayOnlyAccessLayers("git")
            .ensureAllClassesAreContainedInArchitectureIgnoring(resideOutsideOfPackage(GIT + ".."))
            .because("each can be read with nothing but those that it stands on");
}
