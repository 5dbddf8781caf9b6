package marquee.video.library;

import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;

/** Captions of one video in one language: the file {@code name.LANG.vtt} beside the video. */
record Caption(String language, String label, String fileName) {

    private static final String EXTENSION = ".vtt";

    /** The language of a {@code name.vtt} without one: BCP 47 writes "und" for undetermined. */
    private static final String UNDETERMINED = "und";

    /** Finds the captions of a video among the names of a folder, one for each language. */
    static List<Caption> of(Video video, NavigableSet<String> names) {
        String stem = video.stem();
        Map<String, Caption> byLanguage = new TreeMap<>();
        // All names that begin with "stem.", as the slash is the character after the dot.
        for (String name : names.subSet(stem + ".", stem + "/")) {
            // Two files for one language (en and EN): the first by name.
            ofFile(stem, name).ifPresent(found -> byLanguage.putIfAbsent(found.language, found));
        }
        return List.copyOf(byLanguage.values());
    }

    static boolean isName(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(EXTENSION);
    }

    private static Optional<Caption> ofFile(String stem, String fileName) {
        if (!isName(fileName)) {
            return Optional.empty();
        }
        int end = fileName.length() - EXTENSION.length();
        if (end == stem.length()) {
            return Optional.of(new Caption(UNDETERMINED, "Captions", fileName));
        }
        return language(fileName.substring(stem.length() + 1, end))
                .map(locale -> new Caption(locale.toLanguageTag(), label(locale), fileName));
    }

    private static Optional<Locale> language(String tag) {
        try {
            Locale locale = new Locale.Builder().setLanguageTag(tag).build();
            // A longer subtag is well-formed but not assigned: "final" is not a language.
            int length = locale.getLanguage().length();
            return length == 2 || length == 3 ? Optional.of(locale) : Optional.empty();
        } catch (IllformedLocaleException _) {
            return Optional.empty();
        }
    }

    /** Returns the name of the language in that language. */
    private static String label(Locale locale) {
        String name = locale.getDisplayName(locale);
        int first = name.offsetByCodePoints(0, 1);
        return name.substring(0, first).toUpperCase(locale) + name.substring(first);
    }
}
