package marquee.users.problem;

import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * Every answer, other than success, that this service decides on itself; each an RFC 9457 problem.
 */
public final class Refusal extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    private Refusal(HttpStatus status, String detail) {
        super(status, ProblemDetail.forStatusAndDetail(status, detail), null);
    }

    public static Refusal badRequest(String expectedAndFound) {
        return new Refusal(HttpStatus.BAD_REQUEST, expectedAndFound);
    }

    /** The sentence is part of the inherited contract. */
    public static Refusal userNotFound() {
        return new Refusal(HttpStatus.NOT_FOUND, "User not found.");
    }

    public static Refusal addressTaken() {
        return new Refusal(HttpStatus.CONFLICT, "Another user has this e-mail address.");
    }

    public static Refusal changedMeanwhile() {
        return new Refusal(
                HttpStatus.PRECONDITION_FAILED,
                "Expected If-Match to name the current state of this user, found another.");
    }

    public static Refusal existsAlready() {
        return new Refusal(
                HttpStatus.PRECONDITION_FAILED,
                "Expected no user here (If-None-Match: *); a PUT changes users, and never adds one.");
    }

    public static Refusal contentTooLarge(long limit) {
        return new Refusal(
                HttpStatus.CONTENT_TOO_LARGE,
                "Expected a body of at most %d bytes, found more.".formatted(limit));
    }

    public static Refusal tooSlow(long bytesASecond) {
        return new Refusal(
                HttpStatus.REQUEST_TIMEOUT,
                "Expected a body that arrives at %d bytes a second or more, found a slower one."
                        .formatted(bytesASecond));
    }

    /** What was sent reads well and cannot be done; the members say what is wrong with it. */
    public static Refusal unprocessable(String detail, Map<String, ?> members) {
        Refusal refusal = new Refusal(HttpStatus.UNPROCESSABLE_CONTENT, detail);
        members.forEach(refusal.getBody()::setProperty);
        return refusal;
    }

    /** Whoever is one too many comes again; nobody waits. */
    public static Refusal tooMany(String what, int atATime) {
        return unavailable(
                "Expected at most %d %s at a time, found as many under way."
                        .formatted(atATime, what),
                5);
    }

    public static Refusal unavailable(String detail, int retryAfterSeconds) {
        Refusal refusal = new Refusal(HttpStatus.SERVICE_UNAVAILABLE, detail);
        refusal.getHeaders().set(HttpHeaders.RETRY_AFTER, String.valueOf(retryAfterSeconds));
        return refusal;
    }
}
