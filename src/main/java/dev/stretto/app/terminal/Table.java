package dev.stretto.app.terminal;

import java.util.ArrayList;
import java.util.List;

/** A plain table: columns as wide as their widest cell, two blanks between them. */
public final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... headings) {
        rows.add(List.of(headings));
    }

    /** Adds a row of as many cells as there are headings. */
    public void row(String... cells) {
        rows.add(List.of(cells));
    }

    /** The table's lines, the headings first. */
    public List<String> lines() {
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int column = 0; column < columns; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            line.append(row.get(column));
            if (column < row.size() - 1) {
                line.repeat(" ", widths[column] - row.get(column).length() + 2);
            }
        }
        return line.toString().stripTrailing();
    }
}
