package marquee.video.wire;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
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

    /** Characters of a name besides letters and digits (RFC 3986 §3.2.2). */
    private static final String NAME = "._~!$&'()*+,;=%-";

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
    private static boolean isHost(String host) {
        int colon = host.indexOf(':', host.indexOf(']') + 1);
        int end = colon < 0 ? host.length() : colon;
        return (host.startsWith("[")
                        ? IP_LITERAL.matcher(host.substring(0, end)).matches()
                        : isName(host, end))
                && (colon < 0 || isPort(host, colon + 1));
    }

    private static boolean isName(String host, int end) {
        for (int i = 0; i < end; i++) {
            char c = host.charAt(i);
            if (c >= 0x80 || (!Character.isLetterOrDigit(c) && NAME.indexOf(c) < 0)) {
                return false;
            }
        }
        return true;
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
