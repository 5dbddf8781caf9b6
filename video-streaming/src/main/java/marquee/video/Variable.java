package marquee.video;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.function.Predicate;
import marquee.video.start.UnusableVariableException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.env.Environment;
import org.springframework.util.unit.DataSize;

/**
 * An environment variable that configures the service.
 *
 * @param property what application.yaml makes of it, with its default
 * @param expected what its value must be
 */
record Variable(
        String name, String property, String expected, Predicate<String> isUsable, Show show) {

    /** Says how much of a value may stand in a log. */
    enum Show {
        ALL,
        WITHOUT_USER,
        /** Shows only whether it is set. */
        SET
    }

    /** Makes one whose value is checked where it is used. */
    static Variable text(String name, String property) {
        return new Variable(name, property, "", _ -> true, Show.ALL);
    }

    static Variable secret(String name, String property) {
        return new Variable(name, property, "", _ -> true, Show.SET);
    }

    static Variable port(String name, String property) {
        return new Variable(
                name,
                property,
                "a port from 0 to 65535",
                text -> text.matches("[0-9]{1,5}") && Integer.parseInt(text) < 65536,
                Show.ALL);
    }

    /** Makes an address of this host; empty for all that it has. */
    static Variable address(String name, String property) {
        return new Variable(
                name,
                property,
                "an address of this host, or none for all of them",
                text -> text.isEmpty() || isOfThisHost(text),
                Show.ALL);
    }

    private static boolean isOfThisHost(String text) {
        try {
            InetAddress address = InetAddress.getByName(text);
            return address.isAnyLocalAddress()
                    || NetworkInterface.getByInetAddress(address) != null;
        } catch (UnknownHostException | SocketException _) {
            return false;
        }
    }

    /** Makes a time of up to a day, which every timer here can hold. */
    static Variable time(String name, String property, long leastMillis) {
        return new Variable(
                name,
                property,
                "a time from %s to 24h, such as 10s".formatted(shortest(leastMillis)),
                text -> millis(text) >= leastMillis && millis(text) <= 86_400_000,
                Show.ALL);
    }

    private static String shortest(long millis) {
        return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
    }

    static Variable choice(String name, String property, String... choices) {
        return new Variable(
                name,
                property,
                String.join(", ", choices).replaceFirst(", (?=[^,]*$)", " or "),
                List.of(choices)::contains,
                Show.ALL);
    }

    static Variable number(String name, String property) {
        return new Variable(
                name,
                property,
                "a whole number up to 1000000, or 0 for as many as fit",
                text -> text.matches("[0-9]{1,7}") && Integer.parseInt(text) <= 1_000_000,
                Show.ALL);
    }

    /** Makes an amount of memory. */
    static Variable size(String name, String property) {
        return new Variable(
                name,
                property,
                "a size such as 16MB, or 0 for a share of the memory",
                Variable::isSize,
                Show.ALL);
    }

    private static boolean isSize(String text) {
        try {
            return !DataSize.parse(text).isNegative();
        } catch (IllegalArgumentException | ArithmeticException _) {
            return false;
        }
    }

    /** Makes a URI, which may hold a user and a password. */
    static Variable uri(String name, String property) {
        return new Variable(
                name,
                property,
                "an https or http address",
                text -> text.isEmpty() || isUri(text),
                Show.WITHOUT_USER);
    }

    private static boolean isUri(String text) {
        try {
            URI uri = new URI(text);
            return uri.getHost() != null
                    && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()));
        } catch (URISyntaxException _) {
            return false;
        }
    }

    /** Makes the place of an object store (the rules are those of Amazon for names of buckets). */
    static Variable bucket(String name, String property) {
        return new Variable(
                name,
                property,
                "s3://BUCKET or s3://BUCKET/PREFIX, or none",
                text -> text.matches("(s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/.{0,500})?)?"),
                Show.ALL);
    }

    /** What becomes a field of a response: RFC 9110 §5.5. */
    static Variable field(String name, String property) {
        return new Variable(
                name,
                property,
                "the value of a field, such as no-cache",
                text -> text.matches("[ -~]+"),
                Show.ALL);
    }

    private static long millis(String text) {
        try {
            return DurationStyle.detectAndParse(text).toMillis();
        } catch (IllegalArgumentException | ArithmeticException _) {
            return -1;
        }
    }

    /** Returns the value in force: its own or its default; null where it has neither. */
    @Nullable String value(Environment environment) {
        Object value = environment.getProperty(property, Object.class); // a test may set a Path
        return value == null ? null : value.toString();
    }

    void check(Environment environment) {
        String value = value(environment);
        if (value != null && !isUsable.test(value.strip())) {
            throw new UnusableVariableException(name, expected, "\"" + shown(value) + "\"");
        }
    }

    /** Returns name and value for a log, in one line and without what is secret. */
    String describe(Environment environment) {
        String value = value(environment);
        String shown = value == null ? "" : shown(value);
        return name + "=" + (shown.contains(" ") ? "\"" + shown + "\"" : shown);
    }

    private String shown(String value) {
        String line = value.replaceAll("\\p{Cntrl}", " ").strip();
        return switch (show) {
            case ALL -> line;
            case WITHOUT_USER -> line.replaceFirst("//[^/]*@", "//***@");
            case SET -> line.isEmpty() ? "" : "***";
        };
    }
}
