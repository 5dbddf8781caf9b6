package marquee.video.library;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import marquee.video.delivery.FileState;
import marquee.video.delivery.OpenFiles;
import marquee.video.http.Recent;
import marquee.video.start.UnusableVariableException;
import marquee.video.wire.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder {@code VIDEO_DIR}: only files directly in it are served. */
final class VideoFolder implements VideoStore {

    private static final Logger log = LoggerFactory.getLogger(VideoFolder.class);

    private static final String SEPARATOR = FileSystems.getDefault().getSeparator();

    /** File systems whose bytes stay in the kernel's memory once they were read. */
    private static final Set<String> LOCAL =
            Set.of("ext2", "ext3", "ext4", "xfs", "btrfs", "f2fs", "zfs", "tmpfs", "overlay");

    /** Stands in a name for bytes that Java cannot decode. */
    private static final char ILLEGIBLE = '\uFFFD';

    private final Path dir;
    private final boolean local;
    private final OpenFiles files;
    private final Recent<Path> paths = new Recent<>(256); // of files that are there
    private final AtomicBoolean readable = new AtomicBoolean(true);

    VideoFolder(VideoProperties properties, OpenFiles files) {
        this.files = files;
        dir = properties.dir().toAbsolutePath();
        if (!Files.isDirectory(dir)) {
            throw unusable(dir.toString(), "which is not a folder");
        }
        if (!isReadable()) {
            throw unusable(dir.toString(), "which this process may not read");
        }
        local = isLocal(dir);
    }

    static UnusableVariableException unusable(String dir, String remark) {
        return new UnusableVariableException(
                "VIDEO_DIR",
                "the path of a folder with videos",
                "\"%s\", %s".formatted(dir, remark));
    }

    private static boolean isLocal(Path dir) {
        try {
            return LOCAL.contains(Files.getFileStore(dir).type());
        } catch (IOException e) {
            return false;
        }
    }

    /** Waits for a disk, however long that takes. */
    @Override
    public void admit(Request request) {}

    @Override
    public boolean isReadable() {
        return Files.isDirectory(dir) && Files.isReadable(dir) && Files.isExecutable(dir);
    }

    @Override
    public List<String> names(Predicate<String> wanted) {
        return allNames(name -> isPlain(name) && wanted.test(name));
    }

    /** Counts the names that cannot be decoded: their files have no address. */
    @Override
    public void lookAround() {
        int illegible = allNames(name -> name.indexOf(ILLEGIBLE) >= 0).size();
        if (illegible > 0) {
            log.warn(
                    "{} files have names that are no text in {}, and are left out: start the"
                            + " service with LC_ALL=C.UTF-8, or rename them",
                    illegible,
                    System.getProperty("sun.jnu.encoding"));
        }
    }

    private List<String> allNames(Predicate<String> wanted) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(dir)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (wanted.test(name)) {
                    names.add(name);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw unreadable(e);
        }
        noteReadable();
        return names;
    }

    /** Returns the file of this name if it is a regular one within the folder. */
    @Override
    public Optional<FolderFile> file(String name) {
        if (!isPlain(name)) {
            return Optional.empty();
        }
        try {
            Path path = path(name);
            BasicFileAttributes attributes = attributes(path);
            keep(name, path);
            if (attributes.isSymbolicLink()) {
                // A link may lead to a file within the folder, but not out of it.
                path = path.toRealPath();
                if (!path.startsWith(dir.toRealPath())) {
                    return Optional.empty();
                }
                attributes = attributes(path);
            }
            return attributes.isRegularFile()
                    ? Optional.of(
                            new FolderFile(name, path, FileState.of(attributes), local, files))
                    : Optional.empty();
        } catch (InvalidPathException _) {
            return Optional.empty();
        } catch (IOException e) {
            if (isReadable()) {
                return Optional.empty();
            }
            throw unreadable(e);
        }
    }

    @Override
    public boolean isAtHand(String name) {
        try {
            return local && files.isOpen(path(name));
        } catch (InvalidPathException _) {
            return false;
        }
    }

    /** Returns one path, hashed once, for all who ask for a file. */
    private Path path(String name) {
        Path known = paths.get(name);
        return known == null ? dir.resolve(name) : known;
    }

    /** Only of a file that is there: else the name is whatever a client wrote. */
    private void keep(String name, Path path) {
        if (paths.get(name) == null) {
            paths.put(name, path);
        }
    }

    /** Returns the time of the folder, which changes when a name is added, removed or changed. */
    @Override
    public Optional<Object> version() {
        FileTime changed;
        try {
            changed = Files.getLastModifiedTime(dir);
        } catch (IOException e) {
            throw unreadable(e);
        }
        // Two changes within one tick of the file system's clock give the same time: wait for the
        // next.
        boolean settled = changed.toInstant().isBefore(Instant.now().minusSeconds(2));
        return settled ? Optional.of(changed) : Optional.empty();
    }

    @Override
    public Optional<String> linksTo() {
        return Optional.empty();
    }

    @Override
    public String toString() {
        return "the video folder";
    }

    /** Whether the name has no separator, is no dotfile (nor "." and ".."), and can be decoded. */
    private static boolean isPlain(String name) {
        return !name.isEmpty()
                && name.charAt(0) != '.'
                && name.indexOf('/') < 0
                && !name.contains(SEPARATOR)
                && name.indexOf(ILLEGIBLE) < 0;
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private void noteReadable() {
        if (!readable.get() && readable.compareAndSet(false, true)) {
            log.info("The video folder can be read again");
        }
    }

    private UnreadableFolderException unreadable(Exception cause) {
        if (readable.compareAndSet(true, false)) {
            log.warn("The video folder cannot be read: {}", cause.toString());
        }
        return new UnreadableFolderException(cause);
    }
}
