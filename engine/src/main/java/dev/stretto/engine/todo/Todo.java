package dev.stretto.engine.todo;

/**
 * One line of the todo list: a task's, or the synthesis's.
 *
 * @param content what is to be done, in words
 * @param status where it stands
 */
public record Todo(String content, TodoStatus status) {}
