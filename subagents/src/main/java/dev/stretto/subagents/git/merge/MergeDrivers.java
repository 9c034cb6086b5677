package dev.stretto.subagents.git.merge;

import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Programs of the user's that git has merge the files to which attributes assign them. */
final class MergeDrivers {
    private static final String DRIVER = ".driver";
    /** What git's attribute says of a file to which none is assigned. */
    private static final String UNSPECIFIED = "unspecified";

    private MergeDrivers() {}

    /**
     * The driver's name for each of these paths that has one.
     *
     * @param git in a place in which the attributes hold that the merge goes by
     */
    static Map<String, String> of(Git git, Collection<String> paths) throws GitException {
        Set<String> configured = configured(git);
        if (configured.isEmpty() || paths.isEmpty()) {
            return Map.of();
        }
        String byDefault = git.attempt("config", "--get", "merge.default").line();
        List<String> answers = git.fed(String.join("\0", paths) + "\0")
                .run("check-attr", "--stdin", "-z", "merge")
                .records();
        Map<String, String> drivers = new HashMap<>();
        // Each answer is a path, the attribute's name, and its value.
        for (int i = 0; i + 2 < answers.size(); i += 3) {
            String value = answers.get(i + 2);
            String driver = value.equals(UNSPECIFIED) ? byDefault : value;
            if (configured.contains(driver)) {
                drivers.put(answers.get(i), driver);
            }
        }
        return drivers;
    }

    private static Set<String> configured(Git git) throws GitException {
        return git
                .attempt("config", "-z", "--get-regexp", "--name-only", "^merge\\..*\\" + DRIVER + "$")
                .records()
                .stream()
                .map(key -> key.substring("merge.".length(), key.length() - DRIVER.length()))
                .collect(Collectors.toSet());
    }
}
