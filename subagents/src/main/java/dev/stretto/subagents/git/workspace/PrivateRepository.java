package dev.stretto.subagents.git.workspace;

import dev.stretto.subagents.files.Folders;
import dev.stretto.subagents.git.Git;
import dev.stretto.subagents.git.GitException;
import dev.stretto.subagents.git.GitOutput;
import dev.stretto.subagents.git.HeadLog;
import dev.stretto.subagents.git.RefNames;
import dev.stretto.subagents.git.Refs;
import dev.stretto.subagents.git.Repository;
import dev.stretto.subagents.git.StaleLocks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A repository of an attempt's own. It lies beside the attempt's worktree, whose {@code .git} file points at it. It borrows the user's
 * objects, and has a copy of their branches, tags, remotes and of those settings that say how files are committed. What is set, committed,
 * stashed or hooked there reaches the user's repository only by {@link #bringIn}, and that takes over commits and nothing else.
 *
 * <p>For the user's repository the directory stays a worktree. So all that looks at worktrees goes by git's folder for it, into which
 * {@link #bringIn} copies what the attempt's repository says: what is checked out, what is staged, and which operation is open.
 */
final class PrivateRepository {
    /** In both folders, with the same content: an attempt may have made another repository in the place of this one. */
    private static final String MARK = "stretto-private";
    /** What remotes have that the attempt has fetched itself, in git's folder for the worktree. */
    private static final String REMOTES = "stretto-remotes";

    /** Where the task's branch stood here when it was last compared, in git's folder for the worktree. */
    private static final String BRANCH = "stretto-branch";

    /** The sections and variables of the user's settings that an attempt needs to commit as the user would. */
    private static final Pattern SETTINGS = Pattern.compile(
            "(?:user|author|committer|filter|diff|merge|remote|lfs|i18n|gpg)\\..*"
                    + "|core\\.(?:autocrlf|eol|safecrlf|ignorecase|precomposeunicode|filemode|symlinks|quotepath|whitespace"
                    + "|commentchar|longpaths)"
                    + "|extensions\\.(?:objectformat|partialclone|noop)|commit\\.gpgsign|core\\.repositoryformatversion",
            Pattern.CASE_INSENSITIVE);

    /** What tells of an open operation; all of it is files, or folders of files. */
    private static final List<String> STATE = List.of(
            "MERGE_HEAD",
            "MERGE_MSG",
            "MERGE_MODE",
            "AUTO_MERGE",
            "CHERRY_PICK_HEAD",
            "REVERT_HEAD",
            "REBASE_HEAD",
            "ORIG_HEAD",
            "SQUASH_MSG",
            "BISECT_LOG",
            "BISECT_START",
            "rebase-merge",
            "rebase-apply",
            "sequencer");

    static final String SUFFIX = ".git";
    private static final String HEADS = "refs/heads/";
    private static final int FEW_OBJECTS = 1_000;

    private final Repository repository;
    private final WorktreePlace place;
    private final Path folder;

    private PrivateRepository(Repository repository, WorktreePlace place) {
        this.repository = repository;
        this.place = place;
        this.folder = beside(place.directory());
    }

    /** Where that of a worktree is. */
    static Path beside(Path directory) {
        return directory.resolveSibling(directory.getFileName() + SUFFIX);
    }

    /** Deletes that of a worktree which is gone; what was committed there has been brought in. Does nothing if there is none. */
    static void delete(Path directory) throws IOException {
        Folders.delete(beside(directory));
    }

    /** Gives a worktree, whose files are checked out, a repository of its own. */
    static void make(Repository repository, WorktreePlace place, String branchRef) throws GitException, IOException {
        new PrivateRepository(repository, place).make(branchRef);
    }

    /** That of a worktree; empty if it has none, or something else took its place. */
    static Optional<PrivateRepository> of(Repository repository, WorktreePlace place) throws IOException {
        PrivateRepository own = new PrivateRepository(repository, place);
        Path mark = place.administration().resolve(MARK);
        Path there = own.folder.resolve(MARK);
        return Files.exists(mark)
                        && Files.isRegularFile(there, LinkOption.NOFOLLOW_LINKS)
                        && Files.readString(mark).equals(Files.readString(there))
                ? Optional.of(own)
                : Optional.empty();
    }

    private void make(String branchRef) throws GitException, IOException {
        Folders.delete(folder);
        Git users = repository.git();
        String format = users.line("rev-parse", "--show-object-format");
        git().run("init", "--quiet", "--template=", "--object-format=" + format);
        git().attempt("config", "--unset", "core.worktree");
        Files.createDirectories(folder.resolve("info"));
        Files.createDirectories(folder.resolve("objects/info"));
        Files.writeString(
                folder.resolve("objects/info/alternates"),
                repository.commonDirectory().resolve("objects") + "\n");
        for (String file : List.of("info/exclude", "info/attributes", "shallow")) {
            copy(repository.commonDirectory().resolve(file), folder.resolve(file));
        }
        settings(users);
        references(users, branchRef);
        Files.writeString(folder.resolve("HEAD"), "ref: " + branchRef + "\n");
        copy(place.administration().resolve("index"), folder.resolve("index"));
        copy(place.administration().resolve("logs/HEAD"), folder.resolve("logs/HEAD"));
        String mark = place.administration().getFileName() + "\n";
        Files.writeString(folder.resolve(MARK), mark);
        Files.writeString(place.administration().resolve(BRANCH), users.line("rev-parse", "--verify", branchRef));
        Files.writeString(place.writable().resolve(".git"), "gitdir: " + folder + "\n");
        // The last of it: without this mark, nobody has ever worked there.
        Files.writeString(place.administration().resolve(MARK), mark);
    }

    /** What was collected stands on the branch here, too, if that is checked out, and the files are those of it. */
    void follow(RefNames names, String commit) throws GitException, IOException {
        GitOutput head = git().attempt("symbolic-ref", "--quiet", "HEAD");
        if (head.succeeded() && head.line().equals(names.branchRef())) {
            List<Path> locks = List.of(folder.resolve(names.branchRef() + ".lock"), StaleLocks.ofHead(folder));
            StaleLocks.past(locks, () -> git().run("update-ref", "--no-deref", names.branchRef(), commit));
            Files.writeString(place.administration().resolve(BRANCH), commit);
            copy(place.administration().resolve("index"), folder.resolve("index"));
        }
    }

    private void settings(Git users) throws GitException {
        String config = repository.commonDirectory().resolve("config").toString();
        Git own = git();
        Set<String> cleared = new LinkedHashSet<>();
        for (String record :
                users.attempt("config", "--file", config, "--list", "-z").records()) {
            int end = record.indexOf('\n');
            String key = end < 0 ? record : record.substring(0, end);
            String value = end < 0 ? "true" : record.substring(end + 1);
            if (SETTINGS.matcher(key).matches()) {
                if (cleared.add(key)) {
                    own.attempt("config", "--unset-all", key);
                }
                own.run("config", "--add", key, value);
            }
        }
    }

    /** As packed references, however many there are. Those of other tasks are not for this one to see. */
    private void references(Git users, String branchRef) throws GitException, IOException {
        Map<String, String> seen = new TreeMap<>(new Refs(users).outside());
        seen.put(branchRef, users.line("rev-parse", "--verify", branchRef));
        StringBuilder packed = new StringBuilder("# pack-refs with: sorted \n");
        seen.forEach(
                (ref, commit) -> packed.append(commit).append(' ').append(ref).append('\n'));
        Files.writeString(folder.resolve("packed-refs"), packed);
    }

    /** Git in the attempt's own repository: by its settings, which are not to be trusted. For what runs no program that they name. */
    private Git git() {
        return Git.in(repository.commonDirectory())
                .with("GIT_DIR", folder.toString())
                .with("GIT_WORK_TREE", place.directory().toString())
                // A remote that the attempt has set up may name a program, which git would run to get a missing object.
                .with("GIT_NO_LAZY_FETCH", "1")
                .with("GIT_ALLOW_PROTOCOL", "none");
    }

    /**
     * Takes over into the user's repository what was committed here, and into git's folder for the worktree what is checked out, staged and
     * open. May be called again. References of the user's are not touched but for the task's branch, and that only while it is this attempt's.
     *
     * @param names those of the task
     * @param attempt the number of the attempt
     * @return what the user should know, in words
     */
    List<String> bringIn(RefNames names, int attempt) throws GitException, IOException {
        Map<String, String> own = references();
        bringInObjects();
        bringInHead(own, names, attempt);
        bringInState();
        Path remotes = place.administration().resolve(REMOTES);
        Files.write(
                remotes,
                own.entrySet().stream()
                        .filter(ref -> ref.getKey().startsWith("refs/remotes/"))
                        .map(Map.Entry::getValue)
                        .distinct()
                        .toList());
        return kept(own, names, attempt);
    }

    /** What remotes have that an attempt has fetched itself; nothing if it has no repository of its own. */
    static List<String> fetched(Path administration) throws IOException {
        Path file = administration.resolve(REMOTES);
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private Map<String, String> references() throws GitException {
        Map<String, String> own = new LinkedHashMap<>();
        for (String line : git().attempt("for-each-ref", "--format=%(objectname) %(refname)")
                .lines()) {
            int space = line.indexOf(' ');
            own.put(line.substring(space + 1), line.substring(0, space));
        }
        return own;
    }

    /** All objects that are only here, whatever refers to them: also those of files that are staged. */
    private void bringInObjects() throws GitException, IOException {
        Path objects = folder.resolve("objects");
        Git both = repository
                .git(place.administration())
                .with("GIT_ALTERNATE_OBJECT_DIRECTORIES", '"' + quoted(objects) + '"');
        List<String> missing = missing(ids(objects, both));
        if (missing.isEmpty()) {
            return;
        }
        Git fed = both.fed(String.join("\n", missing) + "\n");
        if (missing.size() <= FEW_OBJECTS) {
            byte[] pack = fed.run("pack-objects", "--quiet", "--stdout").bytes();
            repository.git().fedBytes(pack).run("unpack-objects", "-q", "--strict");
        } else {
            Path packs = Files.createDirectories(
                    repository.commonDirectory().resolve("objects").resolve("pack"));
            fed.run("pack-objects", "--quiet", packs.resolve("pack").toString());
        }
    }

    private static String quoted(Path path) {
        return path.toString().replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    private static Set<String> ids(Path objects, Git git) throws GitException, IOException {
        Set<String> ids = new LinkedHashSet<>();
        for (Path part : Folders.entries(objects)) {
            String first = part.getFileName().toString();
            if (first.matches("[0-9a-f]{2}")) {
                for (Path object : Folders.entries(part)) {
                    String rest = object.getFileName().toString();
                    if (rest.matches("[0-9a-f]{38,62}")) {
                        ids.add(first + rest);
                    }
                }
            }
        }
        for (Path index : Folders.entries(objects.resolve("pack"))) {
            if (index.getFileName().toString().endsWith(".idx")) {
                // Each line is an offset, an id and a checksum.
                git.fedBytes(Files.readAllBytes(index))
                        .run("show-index")
                        .lines()
                        .forEach(line -> ids.add(line.split(" ", -1)[1]));
            }
        }
        return ids;
    }

    /** Those that the user's repository does not have. */
    private List<String> missing(Set<String> ids) throws GitException {
        return ids.isEmpty()
                ? List.of()
                : repository
                        .git()
                        .fed(String.join("\n", ids) + "\n")
                        .run("cat-file", "--batch-check=%(objectname)")
                        .lines()
                        .stream()
                        .filter(line -> line.endsWith(" missing"))
                        .map(line -> line.substring(0, line.length() - " missing".length()))
                        .toList();
    }

    /** The branch is this attempt's for as long as git's folder for the worktree says that it is checked out there. */
    private void bringInHead(Map<String, String> own, RefNames names, int attempt) throws GitException, IOException {
        Path usersHead = place.administration().resolve("HEAD");
        boolean branchIsOurs =
                Files.exists(usersHead) && Files.readString(usersHead).strip().equals("ref: " + names.branchRef());
        GitOutput symbolic = git().attempt("symbolic-ref", "--quiet", "HEAD");
        GitOutput head = git().attempt("rev-parse", "--verify", "--quiet", "HEAD^{commit}");
        copy(
                folder.resolve("logs").resolve("HEAD"),
                place.administration().resolve("logs").resolve("HEAD"));
        String branch = own.get(names.branchRef());
        Path compared = place.administration().resolve(BRANCH);
        if (branchIsOurs && branch != null && !branch.equals(Files.readString(compared))) {
            moveBranch(branch, names, attempt);
            Files.writeString(compared, branch);
        }
        boolean onBranch = symbolic.succeeded() && symbolic.line().equals(names.branchRef());
        if (head.succeeded() && !(onBranch && branchIsOurs)) {
            Files.writeString(usersHead, head.line() + "\n");
        }
    }

    private void moveBranch(String commit, RefNames names, int attempt) throws GitException {
        Refs users = repository.refs();
        Optional<String> before = users.commit(names.branchRef());
        if (before.isPresent() && !users.contains(before.get(), commit)) {
            users.keep(names.asideRef(attempt), before.get());
        }
        users.put(names.branchRef(), commit);
    }

    private void bringInState() throws GitException, IOException {
        for (String name : STATE) {
            Path there = place.administration().resolve(name);
            if (Files.isDirectory(there, LinkOption.NOFOLLOW_LINKS)) {
                Folders.delete(there);
            } else {
                Files.deleteIfExists(there);
            }
            copyAll(folder.resolve(name), there);
        }
        Path index = place.administration().resolve("index");
        Files.deleteIfExists(index);
        copy(folder.resolve("index"), index);
        Path sparse = place.administration().resolve(WorktreePlace.SPARSE);
        Files.deleteIfExists(sparse);
        if (git().attempt("config", "--type=bool", "--get", "core.sparseCheckout")
                .line()
                .equals("true")) {
            Path folders = Path.of("info", "sparse-checkout");
            copy(folder.resolve(folders), place.administration().resolve(folders));
            Files.writeString(sparse, "");
        }
    }

    /** Commits under names that nobody else has are kept; a workspace goes with everything that is in it. */
    private List<String> kept(Map<String, String> own, RefNames names, int attempt) throws GitException, IOException {
        List<String> notices = new ArrayList<>();
        SequencedSet<String> made = HeadLog.made(folder).orElseGet(LinkedHashSet::new);
        Map<String, String> wanted = new LinkedHashMap<>();
        own.forEach((ref, commit) -> {
            boolean branch = ref.startsWith(HEADS) && !ref.equals(names.branchRef());
            if ((branch || ref.startsWith("refs/tags/")) && made.contains(commit)) {
                wanted.put(ref.substring(ref.indexOf('/', "refs/".length()) + 1), commit);
            }
        });
        int entry = 0;
        for (String stashed :
                git().attempt("rev-list", "--walk-reflogs", "refs/stash", "--").lines()) {
            wanted.put("stash-" + entry++, stashed);
        }
        Refs users = repository.refs();
        for (Map.Entry<String, String> one : wanted.entrySet()) {
            if (!isHarvested(one.getValue(), names)) {
                String name = names.attemptRef(attempt) + "-"
                        + one.getKey().replaceAll("[^A-Za-z0-9._-]", "-").replaceAll("\\.(?=\\.|$|lock$)|^\\.", "-");
                notices.add((one.getKey().startsWith("stash-")
                                ? "changes that it put into the stash"
                                : "commits that it has made on " + one.getKey())
                        + " are not in its work; they are kept as " + users.keep(name, one.getValue()));
            }
        }
        return notices;
    }

    /** True if it is on the task's branch, or in what is checked out: that is harvested. */
    private boolean isHarvested(String commit, RefNames names) throws GitException {
        Refs users = repository.refs();
        Optional<String> branch = users.commit(names.branchRef());
        GitOutput head =
                repository.git(place.administration()).attempt("rev-parse", "--verify", "--quiet", "HEAD^{commit}");
        return (branch.isPresent() && users.contains(commit, branch.get()))
                || (head.succeeded() && users.contains(commit, head.line()));
    }

    private static void copy(Path from, Path to) throws IOException {
        if (Files.isRegularFile(from, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(to.resolveSibling(""));
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    /** A file, or a folder of files; links are not followed. */
    private static void copyAll(Path from, Path to) throws IOException {
        if (!Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS)) {
            copy(from, to);
            return;
        }
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
        Files.createDirectories(to);
    }
}
