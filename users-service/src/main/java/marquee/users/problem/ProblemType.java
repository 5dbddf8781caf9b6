package marquee.users.problem;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/**
 * Lists every kind of problem of this service, so that programs can tell them apart;
 * docs/problems.md and openapi.yaml have the same list. The title is that of the status. The first
 * type of a status also stands for errors of other layers with that status.
 */
public enum ProblemType {
    MALFORMED_REQUEST(HttpStatus.BAD_REQUEST),
    INVALID_PARAMETER(HttpStatus.BAD_REQUEST),
    UNAUTHORIZED(HttpStatus.UNAUTHORIZED),
    FORBIDDEN(HttpStatus.FORBIDDEN),
    NOT_FOUND(HttpStatus.NOT_FOUND),
    USER_NOT_FOUND(HttpStatus.NOT_FOUND),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED),
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE),
    REQUEST_TIMEOUT(HttpStatus.REQUEST_TIMEOUT),
    EMAIL_TAKEN(HttpStatus.CONFLICT),
    PRECONDITION_FAILED(HttpStatus.PRECONDITION_FAILED),
    PAYLOAD_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE),
    UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE),
    EXPECTATION_FAILED(HttpStatus.EXPECTATION_FAILED),
    MISDIRECTED_REQUEST(HttpStatus.MISDIRECTED_REQUEST),
    INVALID_USER(HttpStatus.UNPROCESSABLE_CONTENT),
    NOTHING_IMPORTED(HttpStatus.UNPROCESSABLE_CONTENT),
    RATE_LIMITED(HttpStatus.TOO_MANY_REQUESTS),
    INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR),
    NOT_IMPLEMENTED(HttpStatus.NOT_IMPLEMENTED),
    OVERLOADED(HttpStatus.SERVICE_UNAVAILABLE),
    DATABASE_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE),
    TOKEN_KEYS_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE),
    HTTP_VERSION_NOT_SUPPORTED(HttpStatus.HTTP_VERSION_NOT_SUPPORTED);

    private final HttpStatus status;

    ProblemType(HttpStatus status) {
        this.status = status;
    }

    static Optional<ProblemType> of(HttpStatusCode status) {
        return Arrays.stream(values()).filter(type -> type.status.equals(status)).findFirst();
    }

    public HttpStatus status() {
        return status;
    }

    public URI uri() {
        return URI.create(
                "urn:marquee:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
}
