package dev.stretto.app.report;

import dev.stretto.engine.report.Report;

/** Reports of the sample runs, for tests of other packages. */
public final class SampleReports {
    private SampleReports() {}

    /** Three tasks that all went well. */
    public static Report small() {
        return Samples.small().report();
    }

    /** Everything at once. */
    public static Report rich() {
        return Samples.rich().report();
    }

    /** Everything that others write is an attack. */
    public static Report hostile() {
        return Samples.hostile().report();
    }
}
