package marquee.video.library;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import marquee.video.delivery.Content;
import marquee.video.delivery.FileState;
import marquee.video.delivery.OpenFiles;
import marquee.video.metadata.MediaBytes;

/**
 * A file of a folder.
 *
 * @param path its real path
 * @param local whether a second read of the same bytes needs no network and no process in user
 *     space
 */
record FolderFile(String name, Path path, FileState state, boolean local, OpenFiles files)
        implements LibraryFile {

    @Override
    public Content.Source source() {
        return files.source(path, state, local);
    }

    @Override
    public MediaBytes bytes() throws IOException {
        return MediaBytes.of(path);
    }

    @Override
    public Optional<URI> link(String method, String contentType) {
        return Optional.empty();
    }
}
