package marquee.users.connector;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.springframework.http.server.RequestPath;

/**
 * Refuses a path that Tomcat lets pass and Spring cannot read, such as {@code /x;a=%zz}: without
 * this, the client's mistake would be answered as the service's, and logged as such.
 */
final class UnreadablePath extends ValveBase {

    UnreadablePath() {
        super(true); // as fit for asynchronous requests as what comes after it
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (response.isError() || isReadable(request.getRequestURI())) {
            getNext().invoke(request, response);
        } else {
            response.sendError(Response.SC_BAD_REQUEST);
        }
    }

    /** Tomcat decodes a path without its parameters, so that these alone can be unreadable. */
    private static boolean isReadable(String path) {
        try {
            if (path.contains(";")) {
                RequestPath.parse(path, null);
            }
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
