package dev.stretto.engine.planning;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that a text lists.
 *
 * <p>A Markdown checklist ({@code - [ ] …}) gives a task for each item that is not done. What is nested in an item, and the
 * lines that go on with it, belong to the item; only where the item itself is done, what is open in it are tasks of their
 * own, with the item as their context. Code in fences is never read as items. A text without a checklist gives a task for
 * each item of its list, or if it has none for each line; indented lines go on with the one above.
 *
 * @param open what is to be done, in order
 * @param done the text of the items that are ticked off
 */
public record TaskList(List<ListedTask> open, List<String> done) {
    private static final Pattern BOX = Pattern.compile("(\\s*)(?:[-*+]|\\d{1,9}[.)])\\s+\\[([ xX])]\\s+(\\S.*)");
    private static final Pattern ITEM = Pattern.compile("(\\s*)(?:[-*+]|\\d{1,9}[.)])\\s+(\\S.*)");
    private static final Pattern HEADING = Pattern.compile("#{1,6}\\s+(.*?)\\s*#*");
    private static final Pattern FENCE = Pattern.compile("\\s*(```|~~~).*");
    private static final int TAB = 4;

    public TaskList {
        open = List.copyOf(open);
        done = List.copyOf(done);
    }

    /** Reads a text. */
    public static TaskList of(String text) {
        List<String> lines =
                text.lines().map(line -> line.replace("\t", " ".repeat(TAB))).toList();
        boolean checklist = hasOutsideFences(lines, BOX);
        boolean list = checklist || hasOutsideFences(lines, ITEM);
        Reading reading = new Reading(checklist, list);
        lines.forEach(reading::line);
        return reading.result();
    }

    private static boolean hasOutsideFences(List<String> lines, Pattern pattern) {
        boolean fenced = false;
        for (String line : lines) {
            fenced ^= FENCE.matcher(line).matches();
            if (!fenced && pattern.matcher(line).matches()) {
                return true;
            }
        }
        return false;
    }

    /** An item while its lines are read. */
    private static final class Item {
        private final boolean isDone;
        private final String heading;
        private final @Nullable Item parent;
        private final StringBuilder text;

        private Item(boolean isDone, String heading, @Nullable Item parent, String text) {
            this.isDone = isDone;
            this.heading = heading;
            this.parent = parent;
            this.text = new StringBuilder(text);
        }

        private String firstLine() {
            return text.toString().strip().lines().findFirst().orElse("");
        }

        private String context() {
            String above = heading.isEmpty() ? "" : "Under the heading: " + heading;
            String part = parent == null ? "" : "Part of this, which is done otherwise: " + parent.firstLine();
            return (above + "\n" + part).strip();
        }
    }

    /** An indentation, and the item that what stands deeper belongs to. */
    private record Level(int indent, Item item) {}

    /** What has been read so far. */
    private static final class Reading {
        private final Pattern itemPattern;
        private final boolean checklist;
        private final boolean list;
        private final List<Item> items = new ArrayList<>();
        private final Deque<Level> levels = new ArrayDeque<>();
        private String heading = "";
        private boolean fenced;
        private boolean afterBlank;

        private Reading(boolean checklist, boolean list) {
            this.itemPattern = checklist ? BOX : ITEM;
            this.checklist = checklist;
            this.list = list;
        }

        private void line(String line) {
            boolean fence = FENCE.matcher(line).matches();
            Matcher item = itemPattern.matcher(line);
            Matcher title = HEADING.matcher(line);
            if (fenced || fence) {
                fenced ^= fence;
                goOn(line);
            } else if (title.matches() && list) {
                heading = title.group(1);
                levels.clear();
            } else if (item.matches() && list) {
                item(item);
            } else if (!list && !line.isBlank() && !line.startsWith(" ")) {
                levels.clear();
                begin(0, false, line.strip());
            } else {
                goOn(line);
            }
            afterBlank = line.isBlank();
        }

        private void item(Matcher found) {
            int indent = found.group(1).length();
            while (!levels.isEmpty() && levels.peek().indent() >= indent) {
                levels.pop();
            }
            Level around = levels.peek();
            if (around != null && !around.item().isDone) {
                append(around, found.group());
                levels.push(new Level(indent, around.item()));
            } else {
                begin(indent, checklist && !found.group(2).isBlank(), found.group(checklist ? 3 : 2));
            }
        }

        private void begin(int indent, boolean isDone, String text) {
            Level around = levels.peek();
            Item item = new Item(isDone, heading, around == null ? null : around.item(), text);
            items.add(item);
            levels.push(new Level(indent, item));
        }

        /** A line that is no deeper than the item ends it, unless it goes on with a paragraph. */
        private void goOn(String line) {
            boolean ends = !line.isBlank()
                    && !fenced
                    && (afterBlank || ITEM.matcher(line).matches());
            while (ends && !levels.isEmpty() && indent(line) <= levels.peek().indent()) {
                levels.pop();
            }
            if (!levels.isEmpty()) {
                append(levels.peek(), line);
            }
        }

        private static void append(Level level, String line) {
            level.item().text.append('\n').append(line.substring(Math.min(indent(line), level.indent() + 2)));
        }

        private static int indent(String line) {
            return line.length() - line.stripLeading().length();
        }

        private TaskList result() {
            return new TaskList(
                    items.stream()
                            .filter(item -> !item.isDone)
                            .map(item -> new ListedTask(item.text.toString().strip(), item.context()))
                            .toList(),
                    items.stream()
                            .filter(item -> item.isDone)
                            .map(Item::firstLine)
                            .toList());
        }
    }
}
