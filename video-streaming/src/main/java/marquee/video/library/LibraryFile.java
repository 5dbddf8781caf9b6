package marquee.video.library;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import marquee.video.delivery.Content;
import marquee.video.delivery.FileState;
import marquee.video.metadata.MediaBytes;

/** A file of the library in the state in which it was found. */
interface LibraryFile {

    /** Returns its name in the library, which has no slash. */
    String name();

    FileState state();

    Content.Source source();

    /** Opens it to be read here and there. */
    MediaBytes bytes() throws IOException;

    /**
     * Returns a link by which its store delivers it to whoever has the link; empty where the
     * service does.
     *
     * @param method GET or HEAD
     */
    Optional<URI> link(String method, String contentType);
}
