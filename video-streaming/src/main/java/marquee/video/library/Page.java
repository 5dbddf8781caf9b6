package marquee.video.library;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import marquee.video.http.EntityTag;
import marquee.video.http.Outcome;
import marquee.video.http.Representation;
import marquee.video.problem.Problem;
import marquee.video.problem.ProblemType;
import marquee.video.wire.Answer;
import marquee.video.wire.Answers;
import marquee.video.wire.Request;
import marquee.video.wire.ResponseHead;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaTypeFactory;
import org.springframework.stereotype.Component;
import org.springframework.util.DigestUtils;

/**
 * Answers with the page at "/" and its files, with headers that let it load from this service only,
 * and films from where this service sends for them. They are read once, and all responses share
 * their bytes.
 */
@Component
class Page {

    private static final Map<String, String> HEADERS =
            Map.of(
                    "Cross-Origin-Opener-Policy",
                    "same-origin",
                    "Referrer-Policy",
                    "no-referrer",
                    "X-Content-Type-Options",
                    "nosniff");

    private final Map<List<String>, StaticFile> files = new HashMap<>();
    private final String policy;

    Page(VideoStore store) throws IOException {
        policy = policy(store.linksTo().map(origin -> " " + origin).orElse(""));
        PathMatchingResourcePatternResolver resources = new PathMatchingResourcePatternResolver();
        for (Resource file : resources.getResources("classpath:/static/page/*")) {
            files.put(List.of("page", String.valueOf(file.getFilename())), StaticFile.of(file));
        }
        StaticFile index = StaticFile.of(resources.getResource("classpath:/static/index.html"));
        files.put(List.of(""), index);
        files.put(List.of("index.html"), index);
    }

    /**
     * @param films where they come from besides this service
     */
    private static String policy(String films) {
        return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                + " media-src 'self'"
                + films
                + "; connect-src 'self'; base-uri 'none';"
                + " form-action 'none'; frame-ancestors 'none';"
                + " require-trusted-types-for 'script'";
    }

    boolean has(List<String> path) {
        return files.containsKey(path);
    }

    /** Waits for nothing. */
    Answer answer(Request request) {
        StaticFile file = files.get(request.target().segments());
        if (file == null) {
            throw new IllegalStateException("Expected a file of the page");
        }
        Instant now = Instant.now();
        Representation state = new Representation(file.bytes.remaining(), file.etag, now);
        return switch (Outcome.withoutRanges(request.fields(), state, now)) {
            case Outcome.NotModified _ ->
                    new Answer(List.of(head(HttpStatus.NOT_MODIFIED, file, request, now).end()));
            case Outcome.PreconditionFailed _ ->
                    Answers.problem(
                            new Problem(
                                    ProblemType.PRECONDITION_FAILED,
                                    "The page is not in the state that the request requires."),
                            request);
            default -> whole(file, head(HttpStatus.OK, file, request, now), request);
        };
    }

    private Answer whole(StaticFile file, ResponseHead head, Request request) {
        head.field("Content-Security-Policy", policy);
        HEADERS.forEach(head::field);
        Answer.Text end =
                head.field("Content-Type", file.type)
                        .field("Content-Length", Integer.toString(file.bytes.remaining()))
                        .end();
        return request.method().equals("HEAD")
                ? new Answer(List.of(end))
                : new Answer(List.of(end, new Answer.Text(file.bytes)));
    }

    private static ResponseHead head(
            HttpStatus status, StaticFile file, Request request, Instant now) {
        return new ResponseHead(status, request, now)
                .field("ETag", file.etag.toString())
                .field("Cache-Control", "no-cache");
    }

    /** Makes the entity tag from the content: in a reproducible image all files have one date. */
    private record StaticFile(ByteBuffer bytes, String type, EntityTag etag) {

        static StaticFile of(Resource file) throws IOException {
            byte[] bytes = file.getContentAsByteArray();
            return new StaticFile(
                    ByteBuffer.wrap(bytes),
                    MediaTypeFactory.getMediaType(file).orElseThrow().toString(),
                    EntityTag.strong(DigestUtils.md5DigestAsHex(bytes)));
        }
    }
}
