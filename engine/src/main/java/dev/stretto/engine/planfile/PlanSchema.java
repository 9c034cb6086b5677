package dev.stretto.engine.planfile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The published JSON Schema (2020-12) of plan files: editors complete with it, and the reader checks with it. */
public final class PlanSchema {
    private static final String RESOURCE = "/stretto/plan.schema.json";

    private PlanSchema() {}

    /** The schema, as JSON. */
    public static String text() {
        try (InputStream in = PlanSchema.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(
                        RESOURCE + " is missing from the class path: stretto-config is not there");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE + " can't be read", e);
        }
    }
}
