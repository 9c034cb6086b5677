package dev.stretto.subagents.git.provenance;

import dev.stretto.subagents.git.CommittedFile;
import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.GitOutput;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Asks git in which commits the lines of a file came to be. */
final class Blame {

    /**
     * Neighbouring lines from one commit.
     *
     * @param rawPath what the file was called there, a character for each byte
     */
    record Group(int from, int to, String commit, String rawPath) {
        private boolean goesOnIn(Group next) {
            return next.from == to + 1 && next.commit.equals(commit) && next.rawPath.equals(rawPath);
        }
    }

    private static final String FILE = "filename ";
    /** In git's answer if a file that the setting names is not there, or is none of this kind. */
    private static final String BAD_SETTING = "object name";

    private Blame() {}

    /** The commits of the lines {@code from} to {@code to} of a file that has them. */
    static List<Group> of(Git git, String commit, CommittedFile file, int from, int to)
            throws GitException, ProvenanceException {
        // Git reads the file that the user's settings may name all the same, and then forgets what it says.
        List<String> words = new ArrayList<>(List.of("blame", "--incremental", "--root", "--no-textconv"));
        words.addAll(List.of("--ignore-revs-file=", "-L" + from + "," + to, commit, "--"));
        GitOutput output = answer(git, words, file);
        if (output.succeeded()) {
            return joined(groups(output));
        }
        if (output.stderr().contains(BAD_SETTING)) {
            throw new ProvenanceException("git can't say where lines come from in " + git.directory() + ": "
                    + output.stderr().strip() + ". That is what the setting blame.ignoreRevsFile names;"
                    + " 'git config --show-origin --get-all blame.ignoreRevsFile' says where it is set");
        }
        throw GitException.failed(git.directory(), words, output.exitCode(), output.stderr());
    }

    private static GitOutput answer(Git git, List<String> words, CommittedFile file) throws GitException {
        List<String> all = new ArrayList<>(List.of("-c", "core.quotePath=false"));
        if (file.word() != null) {
            all.addAll(words);
            all.add(file.word());
            return git.attempt(all.toArray(String[]::new));
        }
        // Java can't give a program a word with bytes that are no text, and git reads none of blame's from its stdin.
        all.addAll(List.of("-c", "alias.stretto-blame=!xargs -0 git " + String.join(" ", words), "stretto-blame"));
        return git.fedRaw(List.of(file.rawPath())).attempt(all.toArray(String[]::new));
    }

    /** Reads {@code COMMIT LINE-THERE LINE COUNT}, and what is said of the commit, up to the file's name in it. */
    private static List<Group> groups(GitOutput output) {
        List<Group> groups = new ArrayList<>();
        String[] header = null;
        for (String line : output.rawLines()) {
            if (header == null) {
                header = line.split(" ", -1);
            } else if (line.startsWith(FILE)) {
                int from = Integer.parseInt(header[2]);
                int to = from + Integer.parseInt(header[3]) - 1;
                groups.add(new Group(from, to, header[0], QuotedName.raw(line.substring(FILE.length()))));
                header = null;
            }
        }
        groups.sort(Comparator.comparingInt(Group::from));
        return groups;
    }

    private static List<Group> joined(List<Group> groups) {
        List<Group> joined = new ArrayList<>();
        for (Group group : groups) {
            if (!joined.isEmpty() && joined.getLast().goesOnIn(group)) {
                Group before = joined.removeLast();
                joined.add(new Group(before.from(), group.to(), before.commit(), before.rawPath()));
            } else {
                joined.add(group);
            }
        }
        return joined;
    }
}
