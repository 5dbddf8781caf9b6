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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import marquee.video.delivery.FileState;
import marquee.video.start.UnusableVariableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The folder {@code VIDEO_DIR}: only files directly in it are served. */
@Component
class VideoFolder {

    private static final Logger log = LoggerFactory.getLogger(VideoFolder.class);

    private static final String SEPARATOR = FileSystems.getDefault().getSeparator();

    /** File systems whose bytes stay in the kernel's memory once they were read. */
    private static final Set<String> LOCAL =
            Set.of("ext2", "ext3", "ext4", "xfs", "btrfs", "f2fs", "zfs", "tmpfs", "overlay");

    /** Stands in a name for bytes that Java cannot decode. */
    private static final char ILLEGIBLE = '\uFFFD';

    private final Path dir;
    private final boolean local;
    private final AtomicBoolean readable = new AtomicBoolean(true);

    VideoFolder(VideoProperties properties) {
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

    /** Whether the folder can be read now. */
    boolean isReadable() {
        return Files.isDirectory(dir) && Files.isReadable(dir) && Files.isExecutable(dir);
    }

    /** Returns the names that match, of files, folders and links alike, without dotfiles. */
    List<String> names(Predicate<String> wanted) {
        return allNames(name -> isPlain(name) && wanted.test(name));
    }

    /**
     * Counts the names that cannot be decoded in this process's encoding: their files have no
     * address.
     */
    int illegible() {
        return allNames(name -> name.indexOf(ILLEGIBLE) >= 0).size();
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
    Optional<File> file(String name) {
        if (!isPlain(name)) {
            return Optional.empty();
        }
        try {
            Path path = dir.resolve(name);
            BasicFileAttributes attributes = attributes(path);
            if (attributes.isSymbolicLink()) {
                // A link may lead to a file within the folder, but not out of it.
                path = path.toRealPath();
                if (!path.startsWith(dir.toRealPath())) {
                    return Optional.empty();
                }
                attributes = attributes(path);
            }
            return attributes.isRegularFile()
                    ? Optional.of(new File(name, path, FileState.of(attributes)))
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

    /** Returns the path of a file of this name, whether or not it exists. */
    Optional<Path> pathOf(String name) {
        return isPlain(name) && name.indexOf('\0') < 0
                ? Optional.of(dir.resolve(name))
                : Optional.empty();
    }

    /** Whether a second read of the same bytes needs no network and no process in user space. */
    boolean isLocal() {
        return local;
    }

    /** Returns the time of the folder, which changes when a name is added, removed or changed. */
    FileTime changed() {
        try {
            return Files.getLastModifiedTime(dir);
        } catch (IOException e) {
            throw unreadable(e);
        }
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

    /** A file of the folder: its name there and its real path. */
    record File(String name, Path path, FileState state) {}
}
