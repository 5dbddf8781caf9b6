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
 * Refuses lists, changes, exports and imports beyond those that the service can answer in time,
 * before they cost anything. Lists are dear, a change may have to wait for another, exports and
 * imports are as slow as their clients; look-ups always find room, and most of the pool free.
 */
final class Admission extends ValveBase {

    private static final int AT_A_TIME = 4;

    private final Places lists = new Places(AT_A_TIME, 32);

    /** A change is short: sixty of them are done in less than the second that they may wait. */
    private final Places changes = new Places(AT_A_TIME, 60);

    /** Each has some 100 KB of heap, and 256 KB beside it where the answer is compressed. */
    private final Places exports = new Places(32, 8);

    private final Places imports = new Places(16, 8);

    Admission() {
        super(true); // as fit for asynchronous requests as what comes after it
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        // What could not be read was refused already, and may have neither method nor path.
        boolean serves = Peer.current().isPresent() && !response.isError();
        Places places = serves ? places(request) : null;
        if (places == null) {
            getNext().invoke(request, response);
        } else {
            admit(places, request, response);
        }
    }

    /** Null for what needs none. */
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
