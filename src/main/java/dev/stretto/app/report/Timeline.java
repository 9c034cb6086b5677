package dev.stretto.app.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The timeline of a run as it is drawn: places and sizes are those of the drawing. */
record Timeline(
        int width,
        int height,
        String label,
        @Nullable String note,
        List<Sign> legend,
        List<Tick> ticks,
        List<Tick> rests,
        List<Lane> lanes,
        List<Bar> bars) {

    /** A sign of the legend. */
    record Sign(String text, String look, @Nullable String pattern) {}

    record Tick(String x, String text) {}

    /** A name beside its lane; without text, a lane without a name. */
    record Lane(String text, String x, String y, int size) {}

    record Bar(String text, String look, @Nullable String pattern, String x, String y, String width, String height) {}
}
