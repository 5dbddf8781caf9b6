package marquee.video.problem;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.json.JsonMapper;

/**
 * An error as RFC 9457 writes it, whichever layer says it.
 *
 * @param type null where there is nothing more to know than the status
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

    /** What a library says by a status alone. */
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
