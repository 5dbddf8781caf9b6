package marquee.video.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes dates for HTTP, and reads the three forms that it has (RFC 9110 §5.6.7). */
public final class HttpDate {

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private static final List<String> MONTHS =
            List.of(
                    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov",
                    "Dec");

    private static final String DAY_NAME = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)";
    private static final String LONG_DAY_NAME =
            "(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)";
    private static final String MONTH = "(?<month>" + String.join("|", MONTHS) + ")";
    private static final String TIME = "(?<hour>[0-9]{2}):(?<minute>[0-9]{2}):(?<second>[0-9]{2})";

    private static final Pattern IMF_FIXDATE =
            Pattern.compile(
                    DAY_NAME
                            + ", (?<day>[0-9]{2}) "
                            + MONTH
                            + " (?<year>[0-9]{4}) "
                            + TIME
                            + " GMT");
    private static final Pattern RFC_850 =
            Pattern.compile(
                    LONG_DAY_NAME
                            + ", (?<day>[0-9]{2})-"
                            + MONTH
                            + "-(?<year>[0-9]{2}) "
                            + TIME
                            + " GMT");
    private static final Pattern ASCTIME =
            Pattern.compile(
                    DAY_NAME
                            + " "
                            + MONTH
                            + " (?<day>[0-9]{2}| [0-9]) "
                            + TIME
                            + " (?<year>[0-9]{4})");

    /** Caches the current second and the dates of the files in use. */
    private static final AtomicReferenceArray<@Nullable Formatted> RECENT =
            new AtomicReferenceArray<>(64);

    private HttpDate() {}

    public static String format(Instant instant) {
        long second = instant.getEpochSecond();
        int slot = (int) Math.floorMod(second, (long) RECENT.length());
        Formatted known = RECENT.get(slot);
        if (known == null || known.second != second) {
            known = new Formatted(second, FORMAT.format(instant));
            RECENT.set(slot, known);
        }
        return known.text;
    }

    private record Formatted(long second, String text) {}

    static Optional<Instant> parse(String text, Instant now) {
        for (Pattern pattern : List.of(IMF_FIXDATE, ASCTIME)) {
            Matcher matcher = pattern.matcher(text);
            if (matcher.matches()) {
                return instant(matcher, Integer.parseInt(matcher.group("year")));
            }
        }
        Matcher matcher = RFC_850.matcher(text);
        return matcher.matches() ? instantOfShortYear(matcher, now) : Optional.empty();
    }

    /** Returns the latest year that is at most 50 years ahead (RFC 9110 §5.6.7). */
    private static Optional<Instant> instantOfShortYear(Matcher matcher, Instant now) {
        Instant latest = now.atOffset(ZoneOffset.UTC).plusYears(50).toInstant();
        int century = latest.atOffset(ZoneOffset.UTC).getYear() / 100 * 100;
        int year = century + Integer.parseInt(matcher.group("year"));
        return instant(matcher, year)
                .filter(date -> !date.isAfter(latest))
                .or(() -> instant(matcher, year - 100));
    }

    private static Optional<Instant> instant(Matcher matcher, int year) {
        int second = Integer.parseInt(matcher.group("second"));
        if (second > 60) {
            return Optional.empty();
        }
        try {
            LocalDateTime minute =
                    LocalDateTime.of(
                            year,
                            MONTHS.indexOf(matcher.group("month")) + 1,
                            Integer.parseInt(matcher.group("day").strip()),
                            Integer.parseInt(matcher.group("hour")),
                            Integer.parseInt(matcher.group("minute")));
            // Java's clock has no leap second: 60 becomes the first second of the next minute.
            return Optional.of(minute.plusSeconds(second).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
