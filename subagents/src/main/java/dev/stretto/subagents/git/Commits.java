package dev.stretto.subagents.git;

import java.util.ArrayList;
import java.util.List;

/** Writes commits in Stretto's name, without a checkout. */
public final class Commits {
    public static final String NAME = "Stretto";
    public static final String EMAIL = "stretto@localhost";

    private final Git git;

    public Commits(Git git) {
        this.git = git.with("GIT_AUTHOR_NAME", NAME)
                .with("GIT_AUTHOR_EMAIL", EMAIL)
                .with("GIT_COMMITTER_NAME", NAME)
                .with("GIT_COMMITTER_EMAIL", EMAIL);
    }

    /** Writes a commit of now. */
    public String write(String tree, List<String> parents, String message) throws GitException {
        return write(git, tree, parents, message);
    }

    /** Writes a merge with the date of its youngest parent: the same parents always give the same commit. */
    public String writeMerge(String tree, List<String> parents, String message) throws GitException {
        List<String> words = new ArrayList<>(List.of("rev-list", "--no-walk", "--timestamp"));
        words.addAll(parents);
        long youngest = git.run(words.toArray(String[]::new)).lines().stream()
                .mapToLong(line -> Long.parseLong(line.substring(0, line.indexOf(' '))))
                .max()
                .orElse(0);
        return writeMerge(tree, parents, message, youngest);
    }

    /** Writes a merge with the date of its youngest parent, where that is known. */
    public String writeMerge(String tree, List<String> parents, String message, long seconds) throws GitException {
        String date = "@" + seconds + " +0000";
        Git dated = git.with("GIT_AUTHOR_DATE", date).with("GIT_COMMITTER_DATE", date);
        return write(dated, tree, parents, message);
    }

    private static String write(Git git, String tree, List<String> parents, String message) throws GitException {
        List<String> words = new ArrayList<>(List.of("commit-tree", tree));
        for (String parent : parents) {
            words.add("-p");
            words.add(parent);
        }
        return git.fed(message).run(words.toArray(String[]::new)).line();
    }

    /** A commit message: a subject on one line, and trailers that say where it comes from. */
    public static String message(String subject, String run, String task, int attempt) {
        return subject.replaceAll("\\s+", " ").strip() + "\n\nStretto-Run: " + run + "\nStretto-Task: " + task
                + "\nStretto-Attempt: " + attempt + "\n";
    }
}
