package dev.stretto.engine.text;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks what an event holds of free text: what a person or a subagent has written. In the log such a text stands beside the chain
 * of hashes, and the event has only a salted digest of it, so that the text can be erased and the chain still verifies. What has
 * been erased reads as {@link #ERASED}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
public @interface FreeText {
    /** What stands in memory where a text was. */
    String ERASED = "[erased]";

    /** False for words of the engine's own, which stay in the event as long as they are one short line. */
    boolean always() default true;
}
