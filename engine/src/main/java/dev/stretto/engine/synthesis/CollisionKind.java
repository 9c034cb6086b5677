package dev.stretto.engine.synthesis;

import java.util.Locale;

/** In which way the changes of several tasks collide at a path. */
public enum CollisionKind {
    /** They changed the same lines, or lines next to each other. */
    SAME_LINES("both changed the same lines"),
    /** One changed the file, another deleted it. */
    EDIT_DELETE("one changed it, the other deleted it"),
    /** One renamed it, and another renamed, changed or deleted it in a way that does not go with that. */
    RENAME("it was renamed, which does not go with what the other did"),
    /** Both added it, with different contents. */
    BOTH_ADDED("both added it, with different contents"),
    /** They gave it different permissions. */
    MODE("they gave it different permissions"),
    /** Both changed it, and it has no lines that could be merged. */
    BINARY("both changed it, and it is not a text"),
    /** They let a symbolic link lead elsewhere, each to another place. */
    LINK("both changed the link, to different places"),
    /** For one it is a file, for another a link or something else. */
    TYPE("they made different things of it: a file, a link"),
    /** They let a submodule stand at different commits. */
    SUBMODULE("they let the submodule stand at different commits"),
    /** For one it is a file, for another a folder. */
    FILE_FOLDER("one has a file where the other has a folder"),
    /** Their names differ in nothing but capital letters: many file systems can't hold both. */
    CASE("the names differ in capital letters only, which many file systems can't tell apart"),
    /** Something else that git can't bring together. */
    OTHER("git can't bring them together");

    private final String inWords;

    CollisionKind(String inWords) {
        this.inWords = inWords;
    }

    /** What it means, as the end of a sentence. */
    public String inWords() {
        return inWords;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
