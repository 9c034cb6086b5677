package dev.stretto.engine.planfile;

/** Where something stands in a file, both from 1. */
record Place(int line, int column) {
    static final Place WHOLE = new Place(0, 0);
}
