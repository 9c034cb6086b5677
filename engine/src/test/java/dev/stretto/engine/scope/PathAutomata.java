package dev.stretto.engine.scope;

import dk.brics.automaton.Automaton;
import dk.brics.automaton.BasicAutomata;
import dk.brics.automaton.BasicOperations;
import java.util.List;

/**
 * The automata that globs are put together from. Fresh ones at every call, because operations of the library change their
 * arguments' state numbers.
 */
final class PathAutomata {
    private static final char SURROGATES = '\uD800';
    private static final char AFTER_SURROGATES = '\uE000';

    private PathAutomata() {}

    /** One character of a name: anything but {@code /} and NUL; a pair of surrogates counts as one. */
    static Automaton character() {
        return BasicOperations.union(List.of(
                BasicAutomata.makeCharRange('\u0001', (char) ('/' - 1)),
                BasicAutomata.makeCharRange((char) ('/' + 1), (char) (SURROGATES - 1)),
                BasicAutomata.makeCharRange(AFTER_SURROGATES, '\uFFFF'),
                surrogatePair()));
    }

    private static Automaton surrogatePair() {
        return BasicOperations.concatenate(
                BasicAutomata.makeCharRange('\uD800', '\uDBFF'), BasicAutomata.makeCharRange('\uDC00', '\uDFFF'));
    }

    /** {@code *}: any part of a name, also none. */
    static Automaton partOfName() {
        return BasicOperations.repeat(character());
    }

    /** {@code **} before a slash: any number of directories, each with its slash. */
    static Automaton directories() {
        return BasicOperations.repeat(BasicOperations.concatenate(name(), slash()));
    }

    /** {@code **} at the end: everything below. */
    static Automaton everything() {
        return BasicOperations.concatenate(directories(), name());
    }

    static Automaton name() {
        return BasicOperations.repeat(character(), 1);
    }

    static Automaton slash() {
        return BasicAutomata.makeChar('/');
    }

    /** What a pattern matches, and everything below it. */
    static Automaton andBelow(Automaton pattern) {
        return BasicOperations.concatenate(
                pattern, BasicOperations.optional(BasicOperations.concatenate(slash(), everything())));
    }

    /** Every path that can exist: names between single slashes, none of them {@code .} or {@code ..}. */
    static Automaton paths() {
        Automaton dots = BasicOperations.union(BasicAutomata.makeString("."), BasicAutomata.makeString(".."));
        Automaton name = BasicOperations.minus(name(), dots);
        Automaton more = BasicOperations.repeat(BasicOperations.concatenate(slash(), name.clone()));
        return BasicOperations.concatenate(name, more);
    }
}
