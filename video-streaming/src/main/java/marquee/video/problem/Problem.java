package marquee.video.problem;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.json.JsonMapper;

/** An error as RFC 9457 writes it, whichever layer says it. */
public record Problem(HttpStatus status, String detail) {

    public static final String CONTENT_TYPE = "application/problem+json";

    public static final Problem UNFORESEEN =
            new Problem(
                    HttpStatus.INTERNAL_SERVER_ERROR,
                    "The service failed to answer; its log says why.");

    private static final JsonMapper JSON = new JsonMapper();

    public byte[] json() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("title", status.getReasonPhrase());
        members.put("status", status.value());
        members.put("detail", detail);
        return JSON.writeValueAsBytes(members);
    }
}
