package dev.stretto.engine.planning;

import dev.stretto.engine.plan.Prompt;
import dev.stretto.engine.plan.SynthesisSpec;
import dev.stretto.engine.text.Listed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Proposes a plan that does the same in each of several folders: a task a folder, or folders of about the same size together. */
public final class DirectoryPlan {
    /** What stands for the folders in the text of a goal. */
    public static final String PLACEHOLDER = "{directory}";

    private static final Pattern IN_BRACES = Pattern.compile("\\{[A-Za-z]+}");

    private static final int LARGEST_SHOWN = 10;
    private static final int FOLDERS_IN_TITLE = 2;
    private static final String RETURNS = "Summary of what was done, file by file, and of what was left open and why";

    private final String goal;
    private final TaskIds ids = new TaskIds();

    private DirectoryPlan(String goal) {
        this.goal = goal;
    }

    /**
     * What is to be shared out.
     *
     * @param folders paths of folders, none in another; the root is the empty one
     * @param depth how far below them a task's folder lies; 0: the folders themselves
     * @param tasks how many tasks there are at most, balanced by size; 0: one a folder
     * @param goal what is to be done in each, with {@link #PLACEHOLDER} for its name
     * @param skipped how many files were left out because they are generated or vendored
     */
    public record Request(List<String> folders, int depth, int tasks, String goal, int skipped) {
        public Request {
            folders = List.copyOf(folders);
        }
    }

    /** What looks like a placeholder in a goal and is none, each once. */
    public static List<String> unknownPlaceholders(String goal) {
        return IN_BRACES
                .matcher(goal)
                .results()
                .map(MatchResult::group)
                .filter(found -> !found.equals(PLACEHOLDER))
                .distinct()
                .toList();
    }

    /**
     * The plan.
     *
     * @param files of the folders, without those that are left out; at least one in each folder
     */
    public static PlanDraft of(Request request, Collection<SourceFile> files, PlanSettings settings) {
        FolderTree tree = FolderTree.of(files);
        List<FolderShare> shares = request.folders().stream()
                .flatMap(folder -> tree.folder(folder).stream())
                .flatMap(folder -> FolderShares.atDepth(folder, request.depth()).stream())
                .toList();
        List<List<FolderShare>> hands = request.tasks() > 0
                ? FolderShares.balanced(tree, shares, request.tasks())
                : shares.stream().map(List::of).toList();
        DirectoryPlan plan = new DirectoryPlan(request.goal());
        List<TaskDraft> tasks = hands.stream().map(plan::task).toList();
        String whole = request.goal().replace(PLACEHOLDER, "each directory");
        return new PlanDraft(
                made(request, hands), settings.orElse("directories", whole), tasks, SynthesisSpec.Integrate.BRANCH);
    }

    private static List<String> made(Request request, List<List<FolderShare>> hands) {
        long bytes = hands.stream().mapToLong(DirectoryPlan::bytes).sum();
        List<String> made = new ArrayList<>();
        made.add("Made by 'stretto plan from-directories' from "
                + ShownText.count(hands.stream().mapToInt(DirectoryPlan::count).sum(), "file") + ", " + size(bytes)
                + ".");
        made.add(
                request.tasks() > 0
                        ? "What is larger than its share falls into its parts; then the largest go first, each to the task with the least."
                        : "A task a folder; each may change its own, so they can run all at once.");
        if (hands.size() < request.tasks()) {
            made.add("Fewer than the " + request.tasks() + " that were wanted: the files of one folder stay together.");
        }
        if (request.skipped() > 0) {
            made.add("Left out: " + ShownText.count(request.skipped(), "generated or vendored file") + ".");
        }
        made.add("Read it through before you run it: whether the folders are independent is for you to say.");
        return made;
    }

    private TaskDraft task(List<FolderShare> shares) {
        List<String> names = shares.stream().map(FolderShare::shown).toList();
        List<String> globs = shares.stream().map(FolderShare::glob).toList();
        String first = shares.getFirst().folder();
        String id = first.isEmpty() ? "root" : first;
        String more = shares.size() == 1 ? "" : "-and-" + (shares.size() - 1) + "-more";
        Prompt.Parts prompt = new Prompt.Parts(
                String.join("\n", names),
                goal.replace(PLACEHOLDER, String.join(", ", names)),
                context(shares),
                List.of("Change nothing outside this scope", "Leave generated files alone"),
                RETURNS);
        return new TaskDraft(
                ids.next(List.of(SourcePaths.name(id) + more, id + more)),
                ShownText.line(goal.replace(PLACEHOLDER, Listed.first(FOLDERS_IN_TITLE, names))),
                prompt,
                Globs.fit(globs) ? globs : null,
                List.of(),
                List.of(ShownText.count(count(shares), "file") + ", " + size(bytes(shares))));
    }

    private static String context(List<FolderShare> shares) {
        List<SourceFile> files = shares.stream()
                .flatMap(share -> share.files().stream())
                .sorted(Comparator.comparingLong(SourceFile::bytes).reversed().thenComparing(SourceFile::path))
                .toList();
        String largest = files.stream()
                .limit(LARGEST_SHOWN)
                .map(file -> ShownText.wholeLine(file.path()) + " (" + size(file.bytes()) + ")")
                .collect(Collectors.joining("\n"));
        return ShownText.count(files.size(), "file") + ", " + size(bytes(shares))
                + (files.size() > LARGEST_SHOWN ? "; the largest are" : "") + "\n" + largest;
    }

    private static int count(List<FolderShare> shares) {
        return shares.stream().mapToInt(share -> share.files().size()).sum();
    }

    private static long bytes(List<FolderShare> shares) {
        return shares.stream().mapToLong(FolderShare::bytes).sum();
    }

    private static String size(long bytes) {
        return bytes < 1_000
                ? bytes + " bytes"
                : bytes < 1_000_000 ? (bytes + 500) / 1_000 + " kB" : (bytes + 500_000) / 1_000_000 + " MB";
    }
}
