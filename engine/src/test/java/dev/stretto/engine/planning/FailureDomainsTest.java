package dev.stretto.engine.planning;

import static dev.stretto.engine.planning.Failing.test;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stretto.engine.testreport.FailedTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FailureDomainsTest {
    private static final String ASSERTION = "org.opentest4j.AssertionFailedError";
    private static final RepositoryFiles FILES = RepositoryFiles.of(
            "/repo",
            List.of(
                    "src/main/java/shop/Cart.java",
                    "src/main/java/shop/Dispatcher.java",
                    "src/main/java/shop/Money.java",
                    "src/test/java/shop/ATest.java",
                    "src/test/java/shop/BTest.java",
                    "src/test/java/shop/CTest.java",
                    "src/test/java/shop/CartTest.java",
                    "src/test/java/shop/TestSupport.java",
                    "src/test/java/shop/Database.java"));

    @Test
    void failures_of_one_test_file_are_one_domain_and_test_files_are_apart() {
        List<FailureDomain> domains = domains(
                test("shop/ATest.java", "one").with(ASSERTION, "1 != 2").at("shop/ATest.java:10"),
                test("shop/BTest.java", "two").with(ASSERTION, "1 != 2").at("shop/BTest.java:10"),
                test("shop/ATest.java", "three").with(ASSERTION, "1 != 2").at("shop/ATest.java:20"));

        assertThat(subjects(domains)).containsExactly("src/test/java/shop/ATest.java", "src/test/java/shop/BTest.java");
        assertThat(domains.getFirst().failures()).extracting(FailedTest::name).containsExactly("one", "three");
    }

    @Test
    void one_broken_helper_that_fails_40_tests_in_9_files_is_one_domain_and_two_are_two() {
        List<Failing> failing = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            failing.add(test("shop/T" + i % 9 + "Test.java", "t" + i)
                    .with("java.sql.SQLException", "no table " + i)
                    .at(
                            "org/h2/Driver.java:9",
                            "shop/Database.java:12 shop.Database.open",
                            "shop/T" + i % 9 + "Test.java:" + i));
        }
        RepositoryFiles files = withTests(9);

        assertThat(FailureDomains.of(done(failing), files)).singleElement().satisfies(domain -> {
            assertThat(domain.subject()).isEqualTo("src/test/java/shop/Database.java");
            assertThat(domain.failures()).hasSize(40);
            assertThat(domain.merges().getFirst())
                    .hasToString("40 failures in 9 test files fail with the same SQLException in code that tests share,"
                            + " src/test/java/shop/Database.java:12");
        });

        for (int i = 0; i < 20; i++) {
            failing.add(test("shop/T" + i % 5 + "Test.java", "u" + i)
                    .with("java.lang.NullPointerException", "")
                    .at("shop/TestSupport.java:7 shop.TestSupport.login", "shop/T" + i % 5 + "Test.java:" + i));
        }
        assertThat(subjects(FailureDomains.of(done(failing), files)))
                .containsExactly("src/test/java/shop/Database.java", "src/test/java/shop/TestSupport.java");
    }

    @Test
    void a_failing_line_of_production_code_holds_the_tests_together_that_reach_it() {
        List<FailureDomain> domains = domains(
                test("shop/ATest.java", "a").at("shop/Money.java:6", "shop/Dispatcher.java:3", "shop/ATest.java:1"),
                test("shop/BTest.java", "b").at("shop/Money.java:6", "shop/Dispatcher.java:3", "shop/BTest.java:1"),
                test("shop/CTest.java", "c").at("shop/Cart.java:8", "shop/Dispatcher.java:3", "shop/CTest.java:1"));

        assertThat(subjects(domains)).containsExactly("src/main/java/shop/Money.java", "src/test/java/shop/CTest.java");
        assertThat(domains.get(1).candidates()).containsExactly("src/main/java/shop/Cart.java");
    }

    @Test
    void what_tests_only_pass_through_holds_nothing_together() {
        assertThat(domains(
                        test("shop/ATest.java", "a")
                                .with(ASSERTION, "no")
                                .at(
                                        "org/junit/Assert.java:5",
                                        "shop/ATest.java:9",
                                        "shop/Dispatcher.java:3",
                                        "shop/ATest.java:1"),
                        test("shop/BTest.java", "b")
                                .with(ASSERTION, "no")
                                .at(
                                        "org/junit/Assert.java:5",
                                        "shop/BTest.java:9",
                                        "shop/Dispatcher.java:3",
                                        "shop/BTest.java:1")))
                .hasSize(2);
    }

    @Test
    void a_helper_that_checks_what_it_is_given_holds_nothing_together_but_one_that_fails_at_its_work_does() {
        assertThat(domains(
                        test("shop/ATest.java", "a")
                                .with(ASSERTION, "expected true")
                                .at("shop/TestSupport.java:7 shop.TestSupport.assertValid", "shop/ATest.java:1"),
                        test("shop/BTest.java", "b")
                                .with(ASSERTION, "expected true")
                                .at("shop/TestSupport.java:7 shop.TestSupport.assertValid", "shop/BTest.java:1")))
                .hasSize(2);
        assertThat(domains(
                        test("shop/ATest.java", "a")
                                .with(ASSERTION, "the server did not start")
                                .at("shop/TestSupport.java:7 shop.TestSupport.start", "shop/ATest.java:1"),
                        test("shop/BTest.java", "b")
                                .with(ASSERTION, "the server did not start")
                                .at("shop/TestSupport.java:7 shop.TestSupport.start", "shop/BTest.java:1")))
                .hasSize(1);
    }

    @Test
    void what_is_left_of_a_test_file_that_suffers_from_a_shared_cause_is_a_domain_of_its_own() {
        List<FailureDomain> domains = domains(
                test("shop/ATest.java", "shared").at("shop/Money.java:6", "shop/ATest.java:1"),
                test("shop/ATest.java", "own").with(ASSERTION, "1 != 2").at("shop/ATest.java:30"),
                test("shop/BTest.java", "shared").at("shop/Money.java:6", "shop/BTest.java:1"));

        assertThat(subjects(domains)).containsExactly("src/main/java/shop/Money.java", "src/test/java/shop/ATest.java");
        assertThat(domains.get(0).testFiles()).containsExactly("src/test/java/shop/BTest.java");
        assertThat(domains.get(1).elsewhere()).extracting(FailedTest::name).containsExactly("shared");
    }

    @Test
    void a_missing_symbol_holds_its_failures_together_wherever_they_are_raised() {
        assertThat(domains(
                        test("shop/ATest.java", "a")
                                .with("java.lang.NoClassDefFoundError", "shop/Voucher")
                                .at("shop/ATest.java:3"),
                        test("shop/BTest.java", "b")
                                .with("java.lang.ClassNotFoundException", "shop.Voucher")
                                .at("shop/BTest.java:4"),
                        test("shop/CTest.java", "c")
                                .with("java.lang.NoClassDefFoundError", "shop/Gift")
                                .at("shop/CTest.java:4")))
                .extracting(FailureDomain::subject)
                .containsExactly("shop.Voucher", "src/test/java/shop/CTest.java");
    }

    @Test
    void the_same_set_up_that_fails_is_one_domain() {
        List<FailureDomain> domains = domains(
                test("shop/ATest.java", "ATest")
                        .kind(FailedTest.Kind.SETUP)
                        .with("java.io.IOException", "no port 1")
                        .at("java/net/Socket.java:5", "shop/Database.java:4 shop.Database.open", "shop/ATest.java:2"),
                test("shop/BTest.java", "BTest")
                        .kind(FailedTest.Kind.SETUP)
                        .with("java.io.IOException", "no port 2")
                        .at("java/net/Socket.java:5", "shop/Database.java:4 shop.Database.open", "shop/BTest.java:2"));

        assertThat(domains)
                .singleElement()
                .satisfies(domain -> assertThat(domain.merges().getFirst().reason())
                        .isEqualTo("fail in the same set-up, src/test/java/shop/Database.java:4"));
    }

    @Test
    void an_error_in_a_library_before_any_code_of_the_repository_holds_together_but_only_with_the_same_message() {
        String type = "java.net.ConnectException";
        assertThat(domains(
                        test("shop/ATest.java", "a").with(type, "refused: 5432").at("java/net/Socket.java:5"),
                        test("shop/BTest.java", "b").with(type, "refused: 5432").at("java/net/Socket.java:5"),
                        test("shop/CTest.java", "c").with(type, "refused: 6379").at("java/net/Socket.java:5")))
                .hasSize(2);
    }

    @Test
    void what_does_not_build_is_one_domain_that_comes_first() {
        List<FailureDomain> domains = domains(
                test("shop/ATest.java", "a").with(ASSERTION, "no").at("shop/ATest.java:3"),
                test("shop/BTest.java", "compile").kind(FailedTest.Kind.BUILD).with(null, "cannot find symbol"),
                test("shop/CTest.java", "compile").kind(FailedTest.Kind.BUILD).with(null, "';' expected"));

        assertThat(domains)
                .extracting(FailureDomain::kind)
                .containsExactly(FailureDomain.Kind.BUILD, FailureDomain.Kind.FILE);
        assertThat(domains.getFirst().failures()).hasSize(2);
    }

    @Test
    void the_order_of_the_reports_and_what_they_repeat_change_nothing() {
        List<FailedTest> failures = new ArrayList<>(IntStream.range(0, 60)
                .mapToObj(i -> test("shop/" + "ABC".charAt(i % 3) + "Test.java", "t" + i)
                        .at(i % 4 == 0 ? "shop/Money.java:" + i % 8 : "shop/" + "ABC".charAt(i % 3) + "Test.java:" + i)
                        .done())
                .toList());
        List<FailureDomain> expected = FailureDomains.of(failures, FILES);
        long seed = 42;
        failures.addAll(failures.subList(0, 20));
        Collections.shuffle(failures, new Random(seed));

        assertThat(FailureDomains.of(failures, FILES)).as("seed %s", seed).isEqualTo(expected);
    }

    @Test
    void twenty_thousand_failures_in_two_thousand_files_are_grouped_in_seconds() {
        List<FailedTest> failures = IntStream.range(0, 20_000)
                .mapToObj(i -> test("shop/T" + i % 2_000 + "Test.java", "t" + i)
                        .at("shop/Money.java:" + i % 50, "shop/Dispatcher.java:3", "shop/T" + i % 2_000 + "Test.java:1")
                        .done())
                .toList();
        long start = System.nanoTime();

        assertThat(FailureDomains.of(failures, withTests(2_000))).hasSize(50);

        assertThat((System.nanoTime() - start) / 1e9).isLessThan(10);
    }

    private static RepositoryFiles withTests(int count) {
        List<String> files = new ArrayList<>(FILES.all());
        IntStream.range(0, count).forEach(i -> files.add("src/test/java/shop/T" + i + "Test.java"));
        return RepositoryFiles.of("/repo", files);
    }

    private static List<FailureDomain> domains(Failing... failing) {
        return FailureDomains.of(done(List.of(failing)), FILES);
    }

    private static List<FailedTest> done(List<Failing> failing) {
        return failing.stream().map(Failing::done).toList();
    }

    private static List<String> subjects(List<FailureDomain> domains) {
        return domains.stream().map(FailureDomain::subject).toList();
    }
}
