package dev.stretto.persistence.directory;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The places in a data directory, {@code .stretto/} by default. It belongs to one user, and to one engine at a time. */
public final class DataDirectory {
    private static final String OWNER_ONLY = "rwx------";
    private static final String FILE_OF_OWNER = "rw-------";

    private final Path root;
    private volatile @Nullable String node;
    private @Nullable WorkspacesPlace workspaces;

    /** The data directory at this path, which need not be there yet. */
    public DataDirectory(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    /** The directory itself, absolute. */
    public Path root() {
        return root;
    }

    /** The event log's file; SQLite keeps {@code -wal} and {@code -shm} files beside it. */
    public Path journal() {
        return root.resolve("journal.db");
    }

    /** Where artifacts are. */
    public Path artifacts() {
        return root.resolve("artifacts");
    }

    /** Where seals are. */
    public Path seals() {
        return root.resolve("seals");
    }

    /** Where running attempts keep their files. */
    public Path attempts() {
        return root.resolve("attempts");
    }

    /**
     * Where workspaces are: where the file {@code workspaces-at} says, which is written once, so that they are found again whatever the
     * environment is then.
     */
    public Path workspaces() {
        return workspacesPlace().directory();
    }

    /** The same, with why not elsewhere. It is chosen by this call, if nothing was made yet. */
    public synchronized WorkspacesPlace workspacesPlace() {
        WorkspacesPlace known = workspaces;
        if (known == null) {
            Path inside = root.resolve("workspaces");
            known = WorkspacesAt.read(this)
                    .or(() -> WorkspacesAt.isEmpty(inside) ? Optional.empty() : Optional.of(inside))
                    .map(directory -> new WorkspacesPlace(directory, List.of()))
                    .orElseGet(() -> WorkspacesPlace.choose(root, System.getenv()));
            workspaces = known;
        }
        return known;
    }

    /**
     * Has workspaces made in this directory from now on.
     *
     * @throws DataDirectoryException if an engine is at work in this data directory and makes them elsewhere, if there are workspaces
     *     elsewhere that may be in use, or if the directory can't be written
     */
    public synchronized void useWorkspaces(Path directory) throws DataDirectoryException {
        Path wanted = directory.toAbsolutePath().normalize();
        createRoot();
        if (workspaces().equals(wanted)) {
            create();
            write();
            return;
        }
        EngineLock held = EngineLock.tryLock(this)
                .orElseThrow(() -> new DataDirectoryException(
                        root,
                        "the engine at work in " + root + " makes its workspaces in " + workspaces()
                                + "; wait until that engine has ended, or use another --data",
                        null));
        try (held) {
            requireUnused(workspaces(), wanted);
            workspaces = new WorkspacesPlace(wanted, List.of());
            create();
            write();
        }
    }

    private void requireUnused(Path before, Path wanted) throws DataDirectoryException {
        if (!WorkspacesAt.isEmpty(before)) {
            throw new DataDirectoryException(
                    root,
                    "there are workspaces in " + before
                            + " that may be in use; finish those runs ('stretto runs'),"
                            + " or remove them with 'stretto prune', before others are made in " + wanted,
                    null);
        }
    }

    /** Where engines note which numbers of the machine their attempts have: one folder for all data directories of the user, if possible. */
    public Path leases() {
        return WorkspacesPlace.stateOfUser(System.getenv()).orElse(root).resolve("leases");
    }

    private void write() throws DataDirectoryException {
        try {
            WorkspacesAt.write(this, workspaces());
        } catch (IOException e) {
            throw new DataDirectoryException(root, "the data directory " + root + " can't be written: " + reason(e), e);
        }
    }

    /** The file that an engine holds a lock on. */
    public Path lock() {
        return root.resolve("lock");
    }

    /** Where an engine says how it can be reached. */
    public Path engineFile() {
        return root.resolve("engine.json");
    }

    /** The file that says which version of the format the directory has. */
    Path format() {
        return root.resolve("format");
    }

    /** The file that says where workspaces are. */
    Path workspacesAt() {
        return root.resolve("workspaces-at");
    }

    /** The file that has the node's id. */
    Path node() {
        return root.resolve("node");
    }

    /**
     * The id of the node that works in this directory: random, and the same for as long as there is the directory. It is read once.
     *
     * @throws DataDirectoryException if the directory was not made, or the id can't be read
     */
    public String nodeId() throws DataDirectoryException {
        String known = node;
        if (known == null) {
            known = DirectoryFormat.node(this);
            node = known;
        }
        return known;
    }

    /**
     * Refuses a directory that another version of Stretto has made; one that is not there, or empty, is accepted.
     *
     * @throws DataDirectoryException if it has another format
     */
    public void checkFormat() throws DataDirectoryException {
        DirectoryFormat.check(this);
    }

    /**
     * Makes what is not there yet, for the user alone.
     *
     * @throws DataDirectoryException if that can't be done, the directory can't be written, or it has another format
     */
    public void create() throws DataDirectoryException {
        createRoot();
        try {
            for (Path directory : List.of(artifacts(), attempts())) {
                createPrivate(directory);
            }
            Files.createDirectories(workspaces().resolveSibling(""));
            createPrivate(workspaces());
        } catch (IOException e) {
            throw new DataDirectoryException(root, "the data directory " + root + " can't be made: " + reason(e), e);
        }
        if (!Files.isWritable(root)) {
            throw new DataDirectoryException(
                    root,
                    "the data directory " + root + " can't be written; make it writable, or name another with --data",
                    null);
        }
        try {
            DirectoryFormat.write(this);
            if (WorkspacesAt.read(this).isEmpty()) {
                WorkspacesAt.write(this, workspaces());
            }
        } catch (IOException e) {
            throw new DataDirectoryException(root, "the data directory " + root + " can't be written: " + reason(e), e);
        }
    }

    private void createRoot() throws DataDirectoryException {
        checkFormat();
        try {
            if (root.getParent() != null) {
                Files.createDirectories(root.getParent());
            }
            createPrivate(root);
        } catch (IOException e) {
            throw new DataDirectoryException(root, "the data directory " + root + " can't be made: " + reason(e), e);
        }
    }

    /**
     * The lock that an engine holds for as long as it lives; empty if another engine has it. The operating system lets it go
     * when its holder dies.
     *
     * @throws DataDirectoryException if the lock file can't be made or locked
     */
    public Optional<EngineLock> tryLock() throws DataDirectoryException {
        return EngineLock.tryLock(this);
    }

    /** The process id of the engine that holds the lock, or last held it; empty if there was none. */
    public Optional<Long> holder() {
        return EngineLock.holder(this);
    }

    private static void createPrivate(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        try {
            Files.createDirectory(directory, ofOwner(directory));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        }
    }

    /** Makes an empty file for the user alone, unless there is one. */
    public static void createFile(Path file) throws IOException {
        if (!Files.exists(file)) {
            try {
                Files.createFile(file, fileOfOwner(file));
            } catch (FileAlreadyExistsException e) {
                // somebody else was quicker
            }
        }
    }

    /** The attributes of a directory that is for the user alone. */
    public static FileAttribute<?>[] ofOwner(Path directory) {
        return permissions(directory, OWNER_ONLY);
    }

    /** The attributes of a file that is for the user alone. */
    static FileAttribute<?>[] fileOfOwner(Path file) {
        return permissions(file, FILE_OF_OWNER);
    }

    private static FileAttribute<?>[] permissions(Path path, String permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /** What a failure of the file system means, in words. */
    public static String reason(IOException error) {
        return switch (error) {
            case FileAlreadyExistsException e -> e.getFile() + " is in the way and is no directory";
            case AccessDeniedException e -> e.getFile() + " may not be used by this user";
            case NoSuchFileException e -> e.getFile() + " is not there";
            case FileSystemException e ->
                e.getFile() + ": " + Optional.ofNullable(e.getReason()).orElse(e.toString());
            default -> String.valueOf(error.getMessage());
        };
    }
}
