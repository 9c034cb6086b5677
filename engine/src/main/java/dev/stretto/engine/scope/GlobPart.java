package dev.stretto.engine.scope;

import java.util.List;

/** A part of a glob, as it was read. */
sealed interface GlobPart {

    /** One character: itself, {@code ?}, or one of a class. */
    record One(CodePoints of) implements GlobPart {}

    /** {@code *}: any part of a name, also none. */
    record PartOfName() implements GlobPart {}

    /** {@code **} before a slash, with that slash: any number of folders, also none. */
    record Folders() implements GlobPart {}

    /** {@code **} at the end: a path of one name or more. */
    record Everything() implements GlobPart {}

    /** One of several. */
    record Alternatives(List<List<GlobPart>> of) implements GlobPart {
        public Alternatives {
            of = of.stream().map(List::copyOf).toList();
        }
    }
}
