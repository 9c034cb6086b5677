package dev.stretto.engine.plan;

import java.util.List;
import java.util.stream.Collectors;

/** A plan was refused; it carries everything that is wrong with it, at once, and nothing has been done. */
public final class InvalidPlanException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public InvalidPlanException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = problems.stream().sorted(Problem.IN_FILE_ORDER).toList();
    }

    /** All problems, at least one, in the order of the file. */
    public List<Problem> problems() {
        return problems;
    }
}
