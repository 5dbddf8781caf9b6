package marquee.video.library;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import marquee.video.delivery.StoredFile;

/** A video of the library. */
record Video(LibraryFile file, String contentType) {

    /**
     * Matches separators, but not dots and hyphens between digits: these belong to a date or
     * version.
     */
    private static final Pattern JOINT = Pattern.compile("(?<![0-9])[.-]|[.-](?![0-9])");

    /** Matches control characters, and those that turn or hide text on a page, such as U+202E. */
    private static final Pattern BLANKS = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+");

    /** Returns its file name. */
    String id() {
        return file.name();
    }

    StoredFile stored() {
        return new StoredFile(file.source(), id(), contentType, StoredFile.Kind.VIDEO);
    }

    /** Returns a link by which the store itself delivers it, where that is wanted. */
    Optional<URI> link(String method) {
        return file.link(method, contentType);
    }

    String stem() {
        String id = id();
        return id.substring(0, id.lastIndexOf('.'));
    }

    /** Makes a title of a file name: "My holiday 2024" of "my-holiday_2024.mp4". */
    String readableName() {
        String words = stem().replace('_', ' ');
        if (!stem().contains(" ")) {
            words = JOINT.matcher(words).replaceAll(" ");
        }
        words = BLANKS.matcher(words).replaceAll(" ").strip();
        if (words.isEmpty()) {
            return BLANKS.matcher(id()).replaceAll(" ").strip();
        }
        int first = words.offsetByCodePoints(0, 1);
        return words.substring(0, first).toUpperCase(Locale.ROOT) + words.substring(first);
    }
}
