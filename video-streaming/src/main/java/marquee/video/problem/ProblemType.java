package marquee.video.problem;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;

/**
 * The kinds of problems that this service has (RFC 9457 §3.1.1). docs/problems.md explains each.
 */
public enum ProblemType {
    MALFORMED_REQUEST(HttpStatus.BAD_REQUEST),
    NOT_FOUND(HttpStatus.NOT_FOUND),
    VIDEO_NOT_FOUND(HttpStatus.NOT_FOUND),
    CAPTIONS_NOT_FOUND(HttpStatus.NOT_FOUND),
    NOTHING_FEATURED(HttpStatus.NOT_FOUND),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED),
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE),
    REQUEST_TIMEOUT(HttpStatus.REQUEST_TIMEOUT),
    PRECONDITION_FAILED(HttpStatus.PRECONDITION_FAILED),
    RANGE_NOT_SATISFIABLE(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE),
    EXPECTATION_FAILED(HttpStatus.EXPECTATION_FAILED),
    MISDIRECTED_REQUEST(HttpStatus.MISDIRECTED_REQUEST),
    INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR),
    OVERLOADED(HttpStatus.SERVICE_UNAVAILABLE),
    FOLDER_UNREADABLE(HttpStatus.SERVICE_UNAVAILABLE),
    STORE_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE),
    HTTP_VERSION_NOT_SUPPORTED(HttpStatus.HTTP_VERSION_NOT_SUPPORTED);

    private final HttpStatus status;
    private final String uri;

    ProblemType(HttpStatus status) {
        this.status = status;
        this.uri = "urn:marquee:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public HttpStatus status() {
        return status;
    }

    /** Returns the URI by which programs tell the kinds apart. */
    public String uri() {
        return uri;
    }

    /** Returns the most general kind of a status. */
    public static Optional<ProblemType> of(HttpStatus status) {
        return Stream.of(values()).filter(type -> type.status == status).findFirst();
    }
}
