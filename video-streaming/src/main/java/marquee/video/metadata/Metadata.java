package marquee.video.metadata;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The metadata of a video, as far as it could be read; {@code duration} is in seconds. */
public record Metadata(
        @Nullable String title,
        @Nullable Double duration,
        @Nullable Integer width,
        @Nullable Integer height,
        List<String> codecs) {

    public static final Metadata UNKNOWN = new Metadata(null, null, null, null, List.of());

    private static final Pattern UNPRINTABLE =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+");
    private static final Pattern CODEC = Pattern.compile("[!-~]{1,32}");
    private static final int MAX_TITLE = 200;
    private static final double MAX_SECONDS = 10 * 365.25 * 86_400;
    private static final long MAX_SIDE = 65_535;

    /** Drops impossible values: numbers out of range, blank titles. */
    static Metadata claimed(
            @Nullable String title,
            double seconds,
            double width,
            double height,
            Stream<String> codecs) {
        boolean sized = isSide(width) && isSide(height);
        return new Metadata(
                title == null ? null : printable(title),
                seconds > 0 && seconds < MAX_SECONDS ? Math.round(seconds * 1e3) / 1e3 : null,
                sized ? (int) Math.round(width) : null,
                sized ? (int) Math.round(height) : null,
                codecs.filter(codec -> CODEC.matcher(codec).matches())
                        .distinct()
                        .limit(8)
                        .toList());
    }

    private static boolean isSide(double pixels) {
        return pixels >= 1 && pixels <= MAX_SIDE;
    }

    /** Makes one line without control and direction characters (U+202E would turn the page). */
    private static @Nullable String printable(String text) {
        String line = UNPRINTABLE.matcher(text).replaceAll(" ").strip();
        int end =
                line.offsetByCodePoints(
                        0, Math.min(MAX_TITLE, line.codePointCount(0, line.length())));
        return line.isEmpty() ? null : line.substring(0, end);
    }
}
