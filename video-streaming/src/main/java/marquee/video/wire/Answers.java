package marquee.video.wire;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import marquee.video.problem.Problem;

/** Makes answers that several classes give. */
public final class Answers {

    private Answers() {}

    /** Makes a problem with its length; for HEAD without its body. */
    public static Answer problem(Problem problem, Request request) {
        return problem(problem, Map.of(), request);
    }

    /** Makes a problem that will pass: whoever asks again is told when (RFC 9110 §10.2.3). */
    public static Answer later(Problem problem, Request request) {
        return problem(problem, Map.of("Retry-After", "5"), request);
    }

    public static Answer problem(Problem problem, Map<String, String> fields, Request request) {
        byte[] body = problem.json();
        ResponseHead head = new ResponseHead(problem.status(), request, Instant.now());
        fields.forEach(head::field);
        Answer.Text end =
                head.field("Content-Type", Problem.CONTENT_TYPE)
                        .field("Content-Length", Integer.toString(body.length))
                        .end();
        return request.method().equals("HEAD")
                ? new Answer(List.of(end))
                : new Answer(List.of(end, new Answer.Text(ByteBuffer.wrap(body))));
    }
}
