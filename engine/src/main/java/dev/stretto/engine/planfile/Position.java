package dev.stretto.engine.planfile;

/** Where something stands in a file, both from 1. */
record Position(int line, int column) {
    static final Position WHOLE = new Position(0, 0);
}
