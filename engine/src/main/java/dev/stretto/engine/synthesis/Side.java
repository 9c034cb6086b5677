package dev.stretto.engine.synthesis;

/**
 * A file as one side of a merge has it.
 *
 * @param mode as git writes it: {@code 100644}, {@code 100755}, {@code 120000} for a link, {@code 160000} for a submodule
 * @param blob the id under which its content is in the repository
 */
public record Side(String mode, String blob) {}
