package marquee.users.connector;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.springframework.http.server.RequestPath;

/**
 * Refuses a path that Tomcat accepts and Spring cannot parse, such as {@code /x;a=%zz}. Without
 * this the answer would be 500, with a stack trace in the log.
 */
final class UnreadablePath extends ValveBase {

    UnreadablePath() {
        super(true); // asynchronous requests pass through it too
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (response.isError() || isReadable(request.getRequestURI())) {
            getNext().invoke(request, response);
        } else {
            response.sendError(Response.SC_BAD_REQUEST);
        }
    }

    /** Checks the path parameters, which Tomcat does not decode. */
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
