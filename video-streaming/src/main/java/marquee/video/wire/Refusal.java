package marquee.video.wire;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import marquee.video.problem.Problem;
import marquee.video.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/** Decides by its head that a request is not answered, and says why. */
final class Refusal {

    static final Problem UNREADABLE =
            new Problem(
                    ProblemType.MALFORMED_REQUEST,
                    "The request is not one that this service can read.");

    static final Problem TOO_LATE =
            new Problem(ProblemType.REQUEST_TIMEOUT, "The request took too long to arrive.");

    static final Problem TOO_MANY =
            new Problem(
                    ProblemType.OVERLOADED,
                    "Too many requests are arriving in pieces at the moment.");

    static final Problem TOO_MANY_WAIT =
            new Problem(ProblemType.OVERLOADED, "Too many requests wait for a disk at the moment.");

    static final Problem MISDIRECTED =
            new Problem(
                    ProblemType.MISDIRECTED_REQUEST,
                    "This service does not answer for the host that the request names.");

    static final Problem TOO_MANY_PAGES =
            new Problem(ProblemType.OVERLOADED, "Too many pages are being sent at the moment.");

    private static final Problem VERSION =
            new Problem(
                    ProblemType.HTTP_VERSION_NOT_SUPPORTED,
                    "This service speaks HTTP/1.1 and HTTP/1.0.");

    private static final Problem EXPECTATION =
            new Problem(
                    ProblemType.EXPECTATION_FAILED,
                    "The only expectation that this service knows is 100-continue.");

    /** The characters of a name (RFC 3986 §3.2.2). */
    private static final BitSet NAME = Ascii.lettersDigitsAnd("._~!$&'()*+,;=%-");

    private static final Pattern IP_LITERAL = Pattern.compile("\\[[0-9A-Fa-f:.]+\\]");

    private static final int MAX_PORT_DIGITS = 5;

    private Refusal() {}

    /** Returns the reason, or null for a request that can be answered. */
    static @Nullable Problem of(HttpRequest head) {
        if (head.decoderResult().isFailure()) {
            return UNREADABLE;
        }
        HttpVersion version = head.protocolVersion();
        if (version.majorVersion() != 1) {
            return VERSION;
        }
        // RFC 9112 §3.2: exactly one, and HTTP/1.0 may go without.
        List<String> hosts = head.headers().getAll(HttpHeaderNames.HOST);
        boolean old = version.minorVersion() == 0;
        if (hosts.size() > 1
                || (hosts.isEmpty() && !old)
                || (hosts.size() == 1 && !isHost(hosts.getFirst()))) {
            return UNREADABLE;
        }
        return expectsOther(head.headers()) && !old ? EXPECTATION : null;
    }

    /** Checks host and port (RFC 3986 §3.2.2, §3.2.3), of every request: hence no pattern. */
    static boolean isHost(String host) {
        int end = host.startsWith("[") ? endOfLiteral(host) : endOfName(host);
        return end == host.length() || (host.charAt(end) == ':' && isPort(host, end + 1));
    }

    /** Returns 0, where no port can follow, if it is none. */
    private static int endOfLiteral(String host) {
        Matcher literal = IP_LITERAL.matcher(host);
        return literal.lookingAt() ? literal.end() : 0;
    }

    private static int endOfName(String host) {
        int end = 0;
        while (end < host.length() && NAME.get(host.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isPort(String host, int start) {
        for (int i = start; i < host.length(); i++) {
            if (host.charAt(i) < '0' || host.charAt(i) > '9') {
                return false;
            }
        }
        return host.length() - start <= MAX_PORT_DIGITS;
    }

    private static boolean expectsOther(HttpHeaders fields) {
        String expected = fields.get(HttpHeaderNames.EXPECT);
        return expected != null && !expected.equalsIgnoreCase("100-continue");
    }
}
