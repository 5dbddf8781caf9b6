package marquee.video;

import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One state of a file: what was read from it holds for as long as this is equal. */
record FileState(@Nullable Object inode, long size, Instant modified) {

    static FileState of(BasicFileAttributes attributes) {
        return new FileState(
                attributes.fileKey(), attributes.size(), attributes.lastModifiedTime().toInstant());
    }
}
