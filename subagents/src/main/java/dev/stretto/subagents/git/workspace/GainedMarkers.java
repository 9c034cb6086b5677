package dev.stretto.subagents.git.workspace;

import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.GitOutput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the files that have more conflict markers in one commit than in another, by {@code git diff --check}. */
final class GainedMarkers {
    private static final Pattern PLACE = Pattern.compile("(.*):(\\d+): leftover conflict marker");
    /** Nothing but markers is looked for. */
    private static final String NO_WHITESPACE =
            "core.whitespace=-blank-at-eol,-blank-at-eof,-space-before-tab,-indent-with-non-tab,-tab-in-indent";

    private GainedMarkers() {}

    /** The paths of the files that gained an opening and a closing one: a line of equals signs alone may be an underline. */
    static List<String> in(Git git, String before, String after) throws GitException {
        if (before.equals(after)) {
            return List.of();
        }
        Map<String, List<Integer>> places = new LinkedHashMap<>();
        GitOutput check = git.attempt("-c", NO_WHITESPACE, "diff-tree", "-r", "--check", before, after);
        for (String line : check.lines()) {
            Matcher place = PLACE.matcher(line);
            if (place.matches()) {
                places.computeIfAbsent(place.group(1), path -> new ArrayList<>())
                        .add(Integer.parseInt(place.group(2)));
            }
        }
        List<String> gained = new ArrayList<>();
        for (Map.Entry<String, List<Integer>> file : places.entrySet()) {
            if (opensAndCloses(git, after + ":" + file.getKey(), file.getValue())) {
                gained.add(file.getKey());
            }
        }
        return gained;
    }

    private static boolean opensAndCloses(Git git, String file, List<Integer> numbers) throws GitException {
        List<String> lines = git.attempt("cat-file", "blob", file).lines();
        return begins(lines, numbers, "<") && begins(lines, numbers, ">");
    }

    private static boolean begins(List<String> lines, List<Integer> numbers, String mark) {
        return numbers.stream()
                .anyMatch(number ->
                        number <= lines.size() && lines.get(number - 1).startsWith(mark));
    }
}
