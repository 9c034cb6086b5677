package dev.stretto.subagents.git.overlap;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Random files with nasty names, and random changes to them, from a seed. Names and contents are raw: a character for each byte.
 */
final class RandomProject {

    /** A file: {@code 100644}, {@code 100755}, a link ({@code 120000}) or a submodule ({@code 160000}, its content is the commit). */
    record Entry(String mode, String content) {}

    private static final List<String> FOLDERS =
            List.of("", "", "dir/", "dir/", "dir/sub/", "dir/sub/deep/", "other/", "o t/", "Zo\u00c3\u00ab/");
    private static final List<String> NAMES = List.of(
            "a.txt",
            "b.txt",
            "c",
            "sp ace",
            "qu\"ote",
            "new\nline",
            "b\u00ff\u00fed",
            "-dash",
            "til~de",
            "x~1",
            "back\\slash",
            "tab\there",
            "Read.me",
            "read.me",
            "\u00c3\u0089t\u00c3\u00a9",
            "\u00c3\u00a9t\u00c3\u00a9",
            ":colon",
            "*star?");
    private static final List<String> FOLDERS_ALIKE = List.of("Dir/", "New/", "new/", "dir/Sub/", "NEW/");

    private final Random random;

    RandomProject(Random random) {
        this.random = random;
    }

    /** A project to begin with. */
    Map<String, Entry> files() {
        Map<String, Entry> files = new TreeMap<>();
        for (int left = 8 + random.nextInt(14); left > 0; left--) {
            put(files, name(), entry(one(List.of("t", "t", "t", "t", "x", "b", "l", "e"))));
        }
        if (random.nextInt(8) == 0) {
            files.put("KEEP", entry("t"));
            files.put("keep", entry("t"));
        }
        return files;
    }

    /** The same project after some work on it. */
    Map<String, Entry> changed(Map<String, Entry> before) {
        Map<String, Entry> files = new TreeMap<>(before);
        for (int left = 1 + random.nextInt(4); left > 0; left--) {
            change(files);
        }
        return files;
    }

    private void change(Map<String, Entry> files) {
        if (files.isEmpty()) {
            put(files, name(), entry("t"));
            return;
        }
        String path = one(List.copyOf(files.keySet()));
        Entry entry = files.get(path);
        switch (random.nextInt(24)) {
            case 0, 1, 2, 3, 4, 5, 6, 7 -> files.put(path, new Entry(entry.mode(), edited(entry)));
            case 8, 9, 10 -> put(files, name(), entry(one(List.of("t", "t", "t", "b", "l", "x"))));
            case 11, 12 -> files.remove(path);
            case 13, 14 -> move(files, path, name());
            case 15, 16 -> {
                move(files, path, name());
                change(files);
            }
            case 17, 18 -> moveFolder(files, path, random.nextInt(4) == 0 ? one(FOLDERS_ALIKE) : one(FOLDERS));
            case 19 -> files.put(path, new Entry(entry.mode().equals("100644") ? "100755" : "100644", entry.content()));
            case 20 -> files.put(path, entry("l"));
            case 21 -> put(files, path + "/inner", entry("t"));
            case 22 -> {
                int slash = path.indexOf('/');
                put(files, slash < 0 ? name() : path.substring(0, slash), entry("t"));
            }
            default -> put(files, one(FOLDERS_ALIKE) + one(NAMES), entry("t"));
        }
        if (random.nextInt(60) == 0) {
            put(files, "module", new Entry("160000", one(List.of("1", "2", "3")).repeat(40)));
        }
    }

    /** A file can't be where a folder is, nor the other way round: what is in the way goes. */
    private static void put(Map<String, Entry> files, String path, Entry entry) {
        files.keySet().removeIf(other -> other.startsWith(path + "/") || path.startsWith(other + "/"));
        files.put(path, entry);
    }

    private static void move(Map<String, Entry> files, String from, String to) {
        Entry entry = files.remove(from);
        put(files, to, entry);
    }

    private void moveFolder(Map<String, Entry> files, String path, String to) {
        int slash = path.lastIndexOf('/');
        String from = path.substring(0, slash + 1);
        if (!from.isEmpty() && !to.startsWith(from)) {
            for (String inner : List.copyOf(files.keySet())) {
                if (inner.startsWith(from) && files.containsKey(inner)) {
                    move(files, inner, to + inner.substring(from.length()));
                }
            }
        }
    }

    private String name() {
        return one(FOLDERS) + one(NAMES);
    }

    private Entry entry(String kind) {
        return switch (kind) {
            case "x" -> new Entry("100755", text());
            case "b" -> new Entry("100644", "\0\1binary" + random.nextInt(5) + "\0");
            case "l" -> new Entry("120000", one(NAMES));
            case "e" -> new Entry("100644", "");
            default -> new Entry("100644", text());
        };
    }

    /** Of lines that are alike among each other, and mostly unlike those of other files. */
    private String text() {
        int kind = random.nextInt(12);
        StringBuilder text = new StringBuilder();
        for (int line = 0, lines = 3 + random.nextInt(20); line < lines; line++) {
            text.append("line ").append(line).append(" of kind ").append(kind).append('\n');
        }
        return text.toString();
    }

    private String edited(Entry entry) {
        if (!entry.mode().startsWith("100")) {
            return entry.mode().equals("120000") ? one(NAMES) : "4".repeat(40);
        }
        if (entry.content().indexOf('\0') >= 0) {
            return "\0\1binary" + random.nextInt(9) + "\0";
        }
        List<String> lines = new ArrayList<>(List.of(entry.content().split("(?<=\n)", -1)));
        int at = random.nextInt(lines.size());
        switch (random.nextInt(6)) {
            case 0 -> lines.add(at, "inserted " + random.nextInt(3) + "\n");
            case 1 -> lines.remove(at);
            case 2 -> lines.add("at the end " + random.nextInt(3) + (random.nextInt(3) == 0 ? "" : "\n"));
            case 3 -> lines.subList(at, Math.min(lines.size(), at + 4)).replaceAll(line -> "block " + line);
            default -> lines.set(at, "changed " + random.nextInt(3) + "\n");
        }
        return String.join("", lines);
    }

    private <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
