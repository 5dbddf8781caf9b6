package marquee.video.delivery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Identifies one state of a file: facts read from it hold while this is equal. */
public record FileState(@Nullable Object inode, long size, Instant modified) {

    public static FileState of(BasicFileAttributes attributes) {
        return new FileState(
                attributes.fileKey(), attributes.size(), attributes.lastModifiedTime().toInstant());
    }

    /** Written out, because each request compares two, and a record's own is slow to begin. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FileState that
                && size == that.size
                && modified.equals(that.modified)
                && Objects.equals(inode, that.inode);
    }

    @Override
    public int hashCode() {
        return Objects.hash(inode, size, modified);
    }

    /** Returns the state of a regular file; empty for anything else. */
    static FileState of(Path file) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile()) {
            throw new NoSuchFileException(file.toString(), null, "not a regular file");
        }
        return of(attributes);
    }
}
