package marquee.video;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;

/** An error as RFC 9457 writes it, wherever it comes from. */
final class Problem {

    private static final JsonMapper JSON = new JsonMapper();

    private Problem() {}

    static byte[] json(ProblemDetail problem) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("title", problem.getTitle());
        members.put("status", problem.getStatus());
        members.put("detail", problem.getDetail());
        members.put("instance", problem.getInstance());
        if (problem.getProperties() != null) {
            members.putAll(problem.getProperties());
        }
        members.values().removeIf(value -> value == null);
        return JSON.writeValueAsBytes(members);
    }
}
