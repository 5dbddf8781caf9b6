package marquee.users.problem;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;

/** Writes an error of any layer as problem+json (RFC 9457). */
public final class Problem {

    public static final String REJECTED =
            "Expected a plain request, found characters in its address or headers that are not"
                    + " allowed.";

    private static final JsonMapper JSON = new JsonMapper();

    private Problem() {}

    /** Serializes without "instance", which would repeat the request's own path. */
    static byte[] json(ProblemDetail problem) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("type", type(problem));
        members.put("title", problem.getTitle());
        members.put("status", problem.getStatus());
        members.put("detail", problem.getDetail());
        if (problem.getProperties() != null) {
            members.putAll(problem.getProperties());
        }
        members.values().removeIf(Objects::isNull);
        return JSON.writeValueAsBytes(members);
    }

    private static URI type(ProblemDetail problem) {
        URI blank = URI.create("about:blank"); // RFC 9457 §4.2.1: no more than the status
        URI given = Objects.requireNonNullElse(problem.getType(), blank);
        return given.equals(blank)
                ? ProblemType.of(HttpStatusCode.valueOf(problem.getStatus()))
                        .map(ProblemType::uri)
                        .orElse(blank)
                : given;
    }

    static ProblemDetail of(ProblemType type, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(type.status(), detail);
        problem.setType(type.uri());
        return problem;
    }

    /** Answers from a filter or valve, where Spring MVC does not. */
    public static void write(HttpServletResponse response, ProblemType type, String detail)
            throws IOException {
        write(response, of(type, detail));
    }

    /** Answers where only the status is known. */
    public static void write(HttpServletResponse response, HttpStatus status, String detail)
            throws IOException {
        write(response, ProblemDetail.forStatusAndDetail(status, detail));
    }

    private static void write(HttpServletResponse response, ProblemDetail problem)
            throws IOException {
        byte[] body = json(problem);
        response.setStatus(problem.getStatus());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
