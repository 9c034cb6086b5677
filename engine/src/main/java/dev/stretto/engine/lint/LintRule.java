package dev.stretto.engine.lint;

import java.util.Arrays;
import java.util.Optional;

/** The rules of the lint of prompts and commands. Their ids stay the same from release to release. */
public enum LintRule {
    /** It asks for work on everything, or names nothing to work on. */
    TOO_BROAD(
            "too-broad",
            "A subagent that does not know where to begin and where to stop gets lost, or changes more than was meant.",
            "Fix the three failing tests in src/agents/abort.test.ts"),
    /** Something is to be repaired, and nothing shows how it fails. */
    NO_CONTEXT(
            "no-context",
            "A subagent sees the code and not what you have seen: without the error it looks for one, and may find another.",
            "AbortTest.partialOutput fails: expected \"interrupted at\" but was \"\" (AbortTest.java:41)"),
    /** Nothing limits what may be changed. */
    NO_CONSTRAINTS(
            "no-constraints",
            "Without limits a subagent may refactor everything that it passes, and collide with the others.",
            "constraints: [\"Do not change production code\"], or writes: [\"src/test/java/agent/**\"]"),
    /** It is not said what to report. */
    VAGUE_RETURN(
            "vague-return",
            "What a subagent says in the end is all that you read of it before you look at the changes.",
            "returns: Summary of the root cause and of what was changed"),
    /** What it is about lies outside what it may write. */
    SCOPE_AND_WRITES_DISAGREE(
            "scope-and-writes-disagree",
            "The subagent is sent to one place and may change another: it can't do its work, or it is reported as out of scope.",
            "scope: src/api/users.ts with writes: [\"src/api/**\"]"),
    /** Two tasks that can be in progress at the same time name the same file as what they work on. */
    SAME_FILE_IN_TWO_PROMPTS(
            "same-file-in-two-prompts",
            "Both may change it at the same time, and then the merge has to bring together what one subagent could have done.",
            "needs: [health] in the second task, or related: [health] for one subagent, or writes in both"),
    /** A placeholder stands in a text that a shell reads as a program. */
    PLACEHOLDER_IN_SHELL(
            "placeholder-in-shell",
            "What is put in its place becomes part of the program: a quote or a blank in it changes what is run. A variable's value does not.",
            "command: [sh, -c, 'fix \"$STRETTO_TASK\" < \"$STRETTO_PROMPT_FILE\"']");

    private final String id;
    private final String why;
    private final String example;

    LintRule(String id, String why, String example) {
        this.id = id;
        this.why = why;
        this.example = example;
    }

    /** The rule with this id, if there is one. */
    public static Optional<LintRule> of(String id) {
        return Arrays.stream(values()).filter(rule -> rule.id.equals(id)).findFirst();
    }

    /** Its stable name. */
    public String id() {
        return id;
    }

    /** The reason for it, in a sentence. */
    public String why() {
        return why;
    }

    /** What better looks like. */
    public String example() {
        return example;
    }

    @Override
    public String toString() {
        return id;
    }
}
