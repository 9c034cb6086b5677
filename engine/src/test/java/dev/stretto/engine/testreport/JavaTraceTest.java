package dev.stretto.engine.testreport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class JavaTraceTest {

    @Test
    void the_last_cause_is_the_root_and_has_the_frames_that_it_shares_with_those_before() {
        Trace trace = Traces.find("""
                java.lang.IllegalStateException: outer
                \tat a.b.Outer.call(Outer.java:5)
                \tat a.b.OuterTest.test(OuterTest.java:9)
                \tat java.base/java.lang.reflect.Method.invoke(Method.java:580)
                Caused by: a.b.Inner$Broken: it is
                broken in two lines
                \tat app//a.b.Inner.call(Inner.java:7)
                \tat a.b.Outer.call(Outer.java:4)
                \t... 2 more
                """);
        assertThat(trace.exception()).isEqualTo("a.b.Inner$Broken");
        assertThat(trace.message()).isEqualTo("it is\nbroken in two lines");
        assertThat(trace.frames())
                .containsExactly(
                        new Frame("a.b.Inner.call", "a/b/Inner.java", 7),
                        new Frame("a.b.Outer.call", "a/b/Outer.java", 4),
                        new Frame("a.b.OuterTest.test", "a/b/OuterTest.java", 9),
                        new Frame("java.lang.reflect.Method.invoke", "java/lang/reflect/Method.java", 580));
    }

    @Test
    void what_was_suppressed_is_no_cause() {
        Trace trace = Traces.find("""
                java.io.IOException: no disk
                \tat a.Disk.write(Disk.java:1)
                \tSuppressed: java.lang.Error: while closing
                \t\tat a.Disk.close(Disk.java:2)
                \tCaused by: java.lang.Error: of what was suppressed
                \t\tat a.Disk.flush(Disk.java:3)
                """);
        assertThat(trace.exception()).isEqualTo("java.io.IOException");
        assertThat(trace.frames()).containsExactly(new Frame("a.Disk.write", "a/Disk.java", 1));
    }

    @Test
    void frames_without_a_source_and_of_kotlin_are_read_too() {
        Trace trace = Traces.find("""
                kotlin.NotImplementedError
                \tat a.b.MoneyKt.parse(Money.kt:3)
                \tat a.b.MoneyTest.does it work?(MoneyTest.kt:8)
                \tat jdk.internal.reflect.GeneratedMethodAccessor1.invoke(Unknown Source)
                \tat java.base/java.lang.Object.wait(Native Method)
                """);
        assertThat(trace.exception()).isEqualTo("kotlin.NotImplementedError");
        assertThat(trace.message()).isEmpty();
        assertThat(trace.frames())
                .containsExactly(
                        new Frame("a.b.MoneyKt.parse", "a/b/Money.kt", 3),
                        new Frame("a.b.MoneyTest.does it work?", "a/b/MoneyTest.kt", 8),
                        new Frame("jdk.internal.reflect.GeneratedMethodAccessor1.invoke", null, null),
                        new Frame("java.lang.Object.wait", null, null));
    }

    @Test
    void a_text_without_frames_has_a_type_and_a_message_at_most() {
        assertThat(Traces.find("java.lang.AssertionError: no"))
                .isEqualTo(new Trace(null, "java.lang.AssertionError", "no", java.util.List.of()));
        assertThat(Traces.find("expected: 1")).isEqualTo(new Trace(null, null, "expected: 1", java.util.List.of()));
    }
}
