package marquee.video;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/** Turns what a request comes to into header fields, and leaves the body to {@link Bytes}. */
@Component
class Delivery {

    private final OpenFiles files;
    private final VideoProperties properties;

    Delivery(OpenFiles files, VideoProperties properties) {
        this.files = files;
        this.properties = properties;
    }

    void send(Video video, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        OpenFile file = open(video);
        Instant now = Instant.now();
        Representation state = file.representation(now);
        boolean get = request.getMethod().equals("GET");
        Fields fields = name -> List.copyOf(Collections.list(request.getHeaders(name)));
        Bytes bytes = new Bytes(file, request, response);

        // Tomcat's own Date may be a second old, and Last-Modified must not be later than it.
        response.setHeader(HttpHeaders.DATE, HttpDate.format(now));
        switch (Outcome.of(get, fields, state, now)) {
            case Outcome.Whole _ -> {
                describe(video, state, response);
                bytes.send(0, state.size());
            }
            case Outcome.Part(ByteRange range) -> {
                describe(video, state, response);
                response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
                response.setHeader(HttpHeaders.CONTENT_RANGE, range.contentRange(state.size()));
                bytes.send(range.first(), range.last() + 1);
            }
            case Outcome.Parts(List<ByteRange> ranges) -> {
                Multipart body = Multipart.of(video.contentType(), ranges, state.size());
                describe(video, state, response);
                response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
                response.setContentType(body.contentType());
                bytes.send(body);
            }
            case Outcome.NotModified _ -> {
                // RFC 9110 §15.4.5: these, and no other metadata of the file.
                response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
                response.setHeader(HttpHeaders.ETAG, state.etag().toString());
                response.setHeader(HttpHeaders.CACHE_CONTROL, properties.cacheControl());
            }
            case Outcome.PreconditionFailed _ ->
                    throw new ResponseStatusException(
                            HttpStatus.PRECONDITION_FAILED,
                            "The video is not in the state that the request requires.");
            case Outcome.Unsatisfiable _ -> {
                // RFC 9110 §15.5.17.
                response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + state.size());
                throw new ResponseStatusException(
                        HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
                        "The video has %d bytes, and no range asked for begins within them."
                                .formatted(state.size()));
            }
        }
    }

    private OpenFile open(Video video) throws IOException {
        try {
            return files.open(video.file());
        } catch (NoSuchFileException | AccessDeniedException _) {
            // It went away after the library had found it.
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such video.");
        }
    }

    private void describe(Video video, Representation state, HttpServletResponse response) {
        response.setContentType(video.contentType());
        response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        response.setHeader(HttpHeaders.ETAG, state.etag().toString());
        response.setHeader(HttpHeaders.LAST_MODIFIED, HttpDate.format(state.lastModified()));
        response.setHeader(HttpHeaders.CACHE_CONTROL, properties.cacheControl());
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, new FileName(video.id()).inline());
        response.setHeader("X-Content-Type-Options", "nosniff");
    }
}
