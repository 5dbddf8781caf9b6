package marquee.video.problem;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.json.JsonMapper;

/**
 * An error of any layer as a problem (RFC 9457).
 *
 * @param type null where the status says everything
 */
public record Problem(@Nullable ProblemType type, HttpStatus status, String detail) {

    public static final String CONTENT_TYPE = "application/problem+json";

    public static final Problem UNFORESEEN =
            new Problem(
                    ProblemType.INTERNAL_ERROR, "The service failed to answer; its log says why.");

    private static final JsonMapper JSON = new JsonMapper();

    public Problem(ProblemType type, String detail) {
        this(type, type.status(), detail);
    }

    /** Makes the problem of a library that gives a status only. */
    public static Problem of(HttpStatus status, String detail) {
        return new Problem(ProblemType.of(status).orElse(null), status, detail);
    }

    public byte[] json() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", type == null ? "about:blank" : type.uri());
        members.put("title", status.getReasonPhrase());
        members.put("status", status.value());
        members.put("detail", detail);
        return JSON.writeValueAsBytes(members);
    }
}
