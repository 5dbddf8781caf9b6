package marquee.video;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/** Turns an {@link Outcome} into header fields, and bytes that leave by the kernel. */
@Component
class Delivery {

    private final VideoProperties properties;

    Delivery(VideoProperties properties) {
        this.properties = properties;
    }

    void send(Video video, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Instant now = Instant.now();
        Fields fields = name -> List.copyOf(Collections.list(request.getHeaders(name)));
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(video.file(), BasicFileAttributes.class);
        } catch (NoSuchFileException _) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such video.");
        }
        Instant modified = attributes.lastModifiedTime().toInstant();
        EntityTag etag =
                EntityTag.strong(
                        Long.toHexString(attributes.size()) + "-" + modified.toEpochMilli());
        Representation representation = Representation.at(now, attributes.size(), etag, modified);
        boolean get = request.getMethod().equals("GET");
        response.setHeader(HttpHeaders.DATE, HttpDate.format(now));
        switch (Outcome.of(get, fields, representation, now)) {
            case Outcome.Whole _ -> {
                describe(video, representation, response);
                bytes(video, 0, representation.size(), get, request, response);
            }
            case Outcome.Part(ByteRange range) -> {
                describe(video, representation, response);
                response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
                response.setHeader(
                        HttpHeaders.CONTENT_RANGE, range.contentRange(representation.size()));
                bytes(video, range.first(), range.last() + 1, get, request, response);
            }
            case Outcome.Parts _ -> {
                describe(video, representation, response);
                bytes(video, 0, representation.size(), get, request, response);
            }
            case Outcome.NotModified _ -> {
                response.setHeader(HttpHeaders.ETAG, representation.etag().toString());
                response.setHeader(HttpHeaders.CACHE_CONTROL, properties.cacheControl());
                response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            }
            case Outcome.PreconditionFailed _ ->
                    throw new ResponseStatusException(
                            HttpStatus.PRECONDITION_FAILED,
                            "The video is not in the state the request requires.");
            case Outcome.Unsatisfiable _ -> {
                response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + representation.size());
                throw new ResponseStatusException(
                        HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
                        "The video has %d bytes; no requested range begins within them."
                                .formatted(representation.size()));
            }
        }
    }

    private void describe(
            Video video, Representation representation, HttpServletResponse response) {
        response.setContentType(video.contentType());
        response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        response.setHeader(HttpHeaders.ETAG, representation.etag().toString());
        response.setHeader(
                HttpHeaders.LAST_MODIFIED, HttpDate.format(representation.lastModified()));
        response.setHeader(HttpHeaders.CACHE_CONTROL, properties.cacheControl());
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                org.springframework.http.ContentDisposition.inline()
                        .filename(video.id(), StandardCharsets.UTF_8)
                        .build()
                        .toString());
    }

    private static void bytes(
            Video video,
            long start,
            long end,
            boolean get,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        response.setContentLengthLong(end - start);
        // Tomcat would send the body of a HEAD as well, and an empty file has nothing to send.
        if (!get || start == end) {
            return;
        }
        request.setAttribute(
                "org.apache.tomcat.sendfile.filename", video.file().toRealPath().toString());
        request.setAttribute("org.apache.tomcat.sendfile.start", start);
        request.setAttribute("org.apache.tomcat.sendfile.end", end);
    }
}
