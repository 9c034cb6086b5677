package dev.stretto.engine.planning;

/**
 * A task as somebody wrote it down.
 *
 * @param text what is to be done, at least one word
 * @param context what stood around it: the heading above, the item that it was part of; empty if there was nothing
 */
public record ListedTask(String text, String context) {}
