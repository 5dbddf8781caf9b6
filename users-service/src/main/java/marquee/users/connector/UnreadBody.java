package marquee.users.connector;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/**
 * Ends the connection of a request that was refused and whose body is unread, when connections are
 * scarce or the body was too slow. Tomcat would keep the request's buffers and wait for the rest of
 * the body, to reuse the connection.
 */
final class UnreadBody extends ValveBase {

    UnreadBody() {
        super(true); // asynchronous requests pass through it too
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        Peer.current().ifPresent(Peer::isServed);
        try {
            getNext().invoke(request, response);
        } finally {
            if (hasBody(request)) {
                Peer.current().ifPresent(Peer::hasItsAnswer);
                if (mayBeLeft(request, response)) {
                    request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
                }
            }
        }
    }

    private static boolean mayBeLeft(Request request, Response response) {
        int status = response.getStatus();
        return status == Response.SC_REQUEST_TIMEOUT
                || (status >= Response.SC_BAD_REQUEST && isCrowded(request));
    }

    private static boolean isCrowded(Request request) {
        return request.getConnector().getProtocolHandler() instanceof BoundedProtocol protocol
                && protocol.peers().isCrowded();
    }

    /** Looks at the presence of the fields only: an invalid length is refused already. */
    private static boolean hasBody(Request request) {
        return request.getHeader("Content-Length") != null
                || request.getHeader("Transfer-Encoding") != null;
    }
}
