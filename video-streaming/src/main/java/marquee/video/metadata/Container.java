package marquee.video.metadata;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** The kinds of video files, told by the extension of the name. */
public enum Container {
    MP4("video/mp4"),
    MATROSKA("video/matroska"), // registered by RFC 9559; x-matroska is not
    OGG("video/ogg"),
    QUICKTIME("video/quicktime"),
    WEBM("video/webm");

    private final String contentType;

    Container(String contentType) {
        this.contentType = contentType;
    }

    public String contentType() {
        return contentType;
    }

    public static Optional<Container> ofName(String fileName) {
        int dot = fileName.lastIndexOf('.');
        String extension = dot < 0 ? "" : fileName.substring(dot + 1);
        return switch (extension.toLowerCase(Locale.ROOT)) {
            case "mp4", "m4v" -> Optional.of(MP4);
            case "mkv" -> Optional.of(MATROSKA);
            case "ogv" -> Optional.of(OGG);
            case "mov" -> Optional.of(QUICKTIME);
            case "webm" -> Optional.of(WEBM);
            default -> Optional.empty();
        };
    }

    /** Reads the metadata of a file; throws for a broken one. */
    public Metadata read(MediaBytes file) throws IOException {
        return read(new BoundedReader(file));
    }

    Metadata read(BoundedReader file) throws IOException {
        return switch (this) {
            case MP4, QUICKTIME -> IsoMedia.read(file);
            case MATROSKA, WEBM -> Matroska.read(file);
            case OGG -> Metadata.UNKNOWN;
        };
    }
}
