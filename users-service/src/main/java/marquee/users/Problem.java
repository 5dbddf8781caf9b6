package marquee.users;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An RFC 9457 problem written by those that answer before, or without, Spring MVC. */
final class Problem {

    static final String REJECTED =
            "Expected a plain request, found characters in its address or headers that are not"
                    + " allowed.";

    private static final JsonMapper json = JsonMapper.shared();

    private Problem() {}

    static String body(HttpStatus status, String detail) {
        ObjectNode problem =
                json.createObjectNode()
                        .put("type", "about:blank")
                        .put("title", status.getReasonPhrase())
                        .put("status", status.value())
                        .put("detail", detail);
        return problem.toString();
    }

    static void write(HttpServletResponse response, HttpStatus status, String detail)
            throws IOException {
        byte[] body = body(status, detail).getBytes(StandardCharsets.UTF_8);
        response.setStatus(status.value());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
