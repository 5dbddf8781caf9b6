package marquee.video;

import java.nio.file.Path;

/** A video of the library; its id is its file name. */
record Video(String id, Path file, String contentType) {}
