package marquee.users;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.boot.actuate.endpoint.ApiVersion;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.LivenessState;
import org.springframework.http.HttpHeaders;

/**
 * Answers a probe of {@code /livez} as Actuator does, for a third of the processor time, while the
 * service is alive and the probe asks for nothing special. All else goes on to Actuator.
 */
final class Liveness extends HttpFilter {

    static final String PATH = "/livez";

    private static final long serialVersionUID = 1L;

    private static final byte[] UP = "{\"status\":\"UP\"}".getBytes(StandardCharsets.UTF_8);

    private static final String TYPE = ApiVersion.LATEST.getProducedMimeType().toString();

    private final transient ApplicationAvailability availability;

    Liveness(ApplicationAvailability availability) {
        this.availability = availability;
    }

    @Override
    protected void doFilter(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (isPlain(request) && availability.getLivenessState() == LivenessState.CORRECT) {
            response.setContentType(TYPE);
            response.setContentLength(UP.length);
            response.getOutputStream().write(UP); // which Tomcat leaves out for HEAD
        } else {
            chain.doFilter(request, response);
        }
    }

    private static boolean isPlain(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return (request.getMethod().equals("GET") || request.getMethod().equals("HEAD"))
                && (accept == null || accept.equals("*/*"))
                && request.getHeader(HttpHeaders.AUTHORIZATION) == null;
    }
}
