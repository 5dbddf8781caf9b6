package marquee.users.access;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import marquee.users.start.UnusableVariableException;

/** How many requests there may be in a time: {@code 100/m} is a hundred a minute. */
record Quota(long requests, Duration window) {

    private static final Pattern SYNTAX = Pattern.compile("([1-9][0-9]{0,6})/([smh])");

    static Quota parse(String text) {
        Matcher quota = SYNTAX.matcher(text);
        if (!quota.matches()) {
            throw new UnusableVariableException(
                    "RATE_LIMIT",
                    "a number of requests, a slash and s, m or h, such as 100/m",
                    "\"" + text + "\"");
        }
        return new Quota(Long.parseLong(quota.group(1)), window(quota.group(2)));
    }

    private static Duration window(String unit) {
        return switch (unit) {
            case "s" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMinutes(1);
            default -> Duration.ofHours(1);
        };
    }
}
