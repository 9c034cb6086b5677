package dev.stretto.engine.testreport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What the fixtures do not show of stack traces. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OtherTracesTest {

    @Test
    void node_shows_a_cause_in_brackets() {
        Trace trace = Traces.find("""
                Error: outer
                    at outer (/p/a.js:1:2)
                    at async Promise.all (index 0) {
                  [cause]: TypeError: x is not a function
                      at inner (file:///p/a%20b.js:3:4)
                      at Object.<anonymous> (/p/a.test.js:5:6)
                }
                """);
        assertThat(trace.exception()).isEqualTo("TypeError");
        assertThat(trace.message()).isEqualTo("x is not a function");
        assertThat(trace.frames())
                .containsExactly(
                        new Frame("inner", "/p/a b.js", 3), new Frame("Object.<anonymous>", "/p/a.test.js", 5));
    }

    @Test
    void colours_are_no_part_of_a_message() {
        assertThat(Traces.clean("\u001B[31mred\u001B[39m \u001B[1;4mbold\u001B[0m #x1B[2mdim\u241B[0m [31] [x]"))
                .isEqualTo("red bold dim [31] [x]");
    }

    @Test
    void rust_before_1_73_says_the_message_before_the_place() {
        Trace trace = Traces.find("""
                thread 'tests::a' panicked at 'index out of bounds: the len is 0', src/lib.rs:12:5
                note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace
                """);
        assertThat(trace)
                .isEqualTo(new Trace(
                        Trace.Language.RUST,
                        "panic",
                        "index out of bounds: the len is 0",
                        List.of(new Frame("", "src/lib.rs", 12))));
    }

    @Test
    void testify_says_where_and_what() {
        Trace trace = Traces.find("""
                === RUN   TestTotal
                    cart_test.go:14:\s
                        \tError Trace:\t/project/cart/cart_test.go:14
                        \t            \t/project/cart/helper.go:7
                        \tError:      \tNot equal:\s
                        \t            \texpected: 1
                        \t            \tactual  : 2
                        \tTest:       \tTestTotal
                --- FAIL: TestTotal (0.00s)
                """);
        assertThat(trace.message()).contains("Not equal:", "expected: 1", "actual  : 2");
        assertThat(trace.frames())
                .contains(new Frame("", "/project/cart/cart_test.go", 14), new Frame("", "/project/cart/helper.go", 7));
    }

    @Test
    void a_panic_in_go_begins_where_it_was_thrown_first() {
        Trace trace = Traces.find("""
                panic: boom [recovered]
                \tpanic: boom

                goroutine 7 [running]:
                testing.tRunner.func1.2({0x1, 0x2})
                \t/go/src/testing/testing.go:1396 +0x24e
                panic({0x1, 0x2})
                \t/go/src/runtime/panic.go:884 +0x212
                example.com/shop.(*Cart).Add(...)
                \t/project/cart.go:11
                created by testing.(*T).Run in goroutine 1
                \t/go/src/testing/testing.go:1493 +0x35f

                goroutine 1 [chan receive]:
                testing.(*T).Run(0x1)
                \t/go/src/testing/testing.go:1494 +0x35f
                """);
        assertThat(trace.exception()).isEqualTo("panic");
        assertThat(trace.message()).isEqualTo("boom");
        assertThat(trace.frames())
                .containsExactly(
                        new Frame("example.com/shop.(*Cart).Add", "/project/cart.go", 11),
                        new Frame("testing.(*T).Run", "/go/src/testing/testing.go", 1493));
    }

    @Test
    void carp_names_the_functions_that_called() {
        Trace trace = Traces.find("""
                no price: x at lib/Money.pm line 7.
                \tMoney::parse("x") called at lib/Cart.pm line 3
                \tmain::add("x") called at t/cart.t line 9
                """);
        assertThat(trace.frames())
                .containsExactly(
                        new Frame("", "lib/Money.pm", 7),
                        new Frame("Money::parse", "lib/Cart.pm", 3),
                        new Frame("main::add", "t/cart.t", 9));
    }

    @Test
    void a_python_exception_of_its_own_is_named_as_pytest_names_it() {
        Trace trace = Traces.find("""
                shop/cart.py:5: in add
                    raise Broken("x")
                E   shop.errors.Broken: x

                During handling of the above exception, another exception occurred:
                tests/test_cart.py:3: in test_add
                    add()
                shop/cart.py:7: in add
                    raise KeyError(1)
                E   KeyError: 1
                """);
        assertThat(trace.message()).contains("x").doesNotContain("1");
        assertThat(trace.frames())
                .containsExactly(new Frame("add", "shop/cart.py", 5), new Frame("test_add", "tests/test_cart.py", 3));
    }

    @Test
    void windows_paths_have_the_separators_of_all_others() {
        assertThat(Traces.find("Error: x\n    at f (C:\\project\\src\\a.js:1:2)")
                        .frames())
                .containsExactly(new Frame("f", "C:/project/src/a.js", 1));
        assertThat(Traces.find("Error: x\n    at f (file:///C:/project/a.js:1:2)")
                        .frames())
                .containsExactly(new Frame("f", "C:/project/a.js", 1));
        assertThat(Traces.find("tests\\test_a.py:3: in test_a\n    x\nE   ValueError: x")
                        .frames())
                .containsExactly(new Frame("test_a", "tests/test_a.py", 3));
    }
}
