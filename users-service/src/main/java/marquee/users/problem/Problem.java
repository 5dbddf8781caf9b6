package marquee.users.problem;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;

/** How an error looks on the wire (RFC 9457), whichever layer says it. */
public final class Problem {

    public static final String REJECTED =
            "Expected a plain request, found characters in its address or headers that are not"
                    + " allowed.";

    private static final JsonMapper JSON = new JsonMapper();

    private Problem() {}

    /** Without "instance": it would say to the client what the client has just said. */
    static byte[] json(ProblemDetail problem) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("type", Objects.requireNonNullElse(problem.getType(), "about:blank"));
        members.put("title", problem.getTitle());
        members.put("status", problem.getStatus());
        members.put("detail", problem.getDetail());
        if (problem.getProperties() != null) {
            members.putAll(problem.getProperties());
        }
        members.values().removeIf(Objects::isNull);
        return JSON.writeValueAsBytes(members);
    }

    /** For those that answer before, or without, Spring MVC. */
    public static void write(HttpServletResponse response, HttpStatus status, String detail)
            throws IOException {
        byte[] body = json(ProblemDetail.forStatusAndDetail(status, detail));
        response.setStatus(status.value());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
