package dev.stretto.engine.plan;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A task's id as one name in a folder or in a git reference. Two ids never have the same name, and an id made of letters, digits,
 * {@code _}, {@code -} and single inner dots is its own name.
 *
 * <p>Whatever such a name can't have is written as {@code %} and two hexadecimal digits, as in addresses: {@code src/auth.ts} is
 * {@code src%2Fauth.ts}. So {@code a} and {@code a/b} can both be branches. Nor does a name begin with {@code _}, have a {@code +} or
 * end as a name of a folder that was put aside does: those are the marks of folders that belong to no task.
 */
public final class EscapedTaskId {
    private static final Pattern ESCAPED =
            Pattern.compile("[^A-Za-z0-9._@-]|^[._-]|\\.(?=\\.|$|lock$|discarded$|aside-[0-9]+$)");
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private EscapedTaskId() {}

    /** The name of a task. Any text has one. */
    public static String of(String id) {
        return ESCAPED.matcher(id).replaceAll(found -> escaped(found.group()));
    }

    /** The task that has this name; a text that is no task's name is given back in some form. */
    public static String id(String name) {
        try {
            // In addresses a plus is a blank, and no name has one.
            return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return name;
        }
    }

    private static String escaped(String character) {
        StringBuilder escaped = new StringBuilder();
        for (byte unit : character.getBytes(StandardCharsets.UTF_8)) {
            escaped.append('%').append(HEX.toHexDigits(unit));
        }
        return escaped.toString();
    }
}
