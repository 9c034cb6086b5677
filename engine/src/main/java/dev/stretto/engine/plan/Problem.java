package dev.stretto.engine.plan;

import java.util.Comparator;

/**
 * One thing that is wrong with a plan: where, what was found and what was expected.
 *
 * @param file the plan's file as the user named it
 * @param line from 1; 0 if it concerns the file as a whole
 * @param column from 1; 0 if unknown
 * @param field the place in the document, such as {@code tasks[2].timeout}; empty for the whole
 * @param found what was found, as a phrase
 * @param expected what was expected instead, as a phrase
 */
public record Problem(String file, int line, int column, String field, String found, String expected) {

    /** In the order of the file. */
    public static final Comparator<Problem> IN_FILE_ORDER = Comparator.comparingInt(Problem::line)
            .thenComparingInt(Problem::column)
            .thenComparing(Problem::field);

    /** As compilers print it: {@code plan.yaml:12:5: tasks[2].timeout: found …, expected …}. */
    @Override
    public String toString() {
        String place = line > 0 ? file + ":" + line + (column > 0 ? ":" + column : "") : file;
        String at = field.isEmpty() ? place : place + ": " + field;
        return at + ": found " + found + ", expected " + expected;
    }
}
