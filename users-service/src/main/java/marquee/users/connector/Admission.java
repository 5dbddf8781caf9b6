package marquee.users.connector;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Optional;
import marquee.users.problem.Problem;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * Bounds how many lists, changes, exports and imports are served at a time, and refuses more of
 * them before they cost anything. Look-ups have no such bound: they are short, and most of the pool
 * is left for them.
 */
final class Admission extends ValveBase {

    private static final int AT_A_TIME = 4;

    private final Places lists = new Places(AT_A_TIME, 32);

    /** Changes are short: sixty of them take less than the second that each may wait. */
    private final Places changes = new Places(AT_A_TIME, 60);

    /** Each takes some 100 KB of heap, and 256 KB outside it where the answer is compressed. */
    private final Places exports = new Places(32, 8);

    private final Places imports = new Places(16, 8);

    Admission() {
        super(true); // asynchronous requests pass through it too
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        // A request that could not be parsed may have no method and no path; it is refused already.
        boolean serves = Peer.current().isPresent() && !response.isError();
        Places places = serves ? places(request) : null;
        if (places == null) {
            getNext().invoke(request, response);
        } else {
            admit(places, request, response);
        }
    }

    /** Returns the places for a request of this kind; null where it needs none. */
    private @Nullable Places places(Request request) {
        String path = request.getRequestURI();
        boolean all = path.equals("/users") || path.equals("/users/");
        return switch (request.getMethod()) {
            case "GET", "HEAD" -> all ? isExport(request) ? exports : lists : null;
            case "PUT", "PATCH", "DELETE" -> changes;
            case "POST" -> path.startsWith("/users/import") ? imports : all ? changes : null;
            default -> null;
        };
    }

    private static boolean isExport(Request request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return accept != null && (accept.contains("csv") || accept.contains("ndjson"));
    }

    private void admit(Places places, Request request, Response response)
            throws IOException, ServletException {
        Optional<Places.Place> entered = places.enter();
        if (entered.isEmpty()) {
            response.setHeader(HttpHeaders.RETRY_AFTER, "1");
            Problem.write(
                    response,
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "The service answers as many requests of this kind as it can.");
            return;
        }
        try (var _ = entered.get()) {
            getNext().invoke(request, response);
        }
    }
}
