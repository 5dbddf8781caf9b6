package marquee.video.delivery;

import java.nio.file.Path;

/**
 * A file that may be sent.
 *
 * @param path its real path, which no link is part of
 * @param state the state that it was found in
 * @param local whether its file system answers by itself, and not over a network or in user space
 * @param name what it is called where it is saved
 * @param kind what an error calls it, such as "video"
 */
public record StoredFile(
        Path path, FileState state, boolean local, String name, String contentType, String kind) {}
