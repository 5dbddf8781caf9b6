package marquee.video;

import java.nio.file.Path;
import java.util.Locale;

/** A video of the library; its id is its file name. */
record Video(String id, Path file, String contentType) {

    String stem() {
        return id.substring(0, id.lastIndexOf('.'));
    }

    /** "my-holiday_2024.mp4" as one would write it: "My holiday 2024". */
    String readableName() {
        String words = stem().replace('_', ' ');
        if (!stem().contains(" ")) {
            // Dots and hyphens between digits belong to a date or a version.
            words = words.replaceAll("(?<![0-9])[.-]|[.-](?![0-9])", " ");
        }
        words = words.strip().replaceAll("\\s+", " ");
        if (words.isEmpty()) {
            return id;
        }
        int first = words.offsetByCodePoints(0, 1);
        return words.substring(0, first).toUpperCase(Locale.ROOT) + words.substring(first);
    }
}
