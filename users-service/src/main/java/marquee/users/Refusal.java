package marquee.users;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * Every answer, other than success, that this service decides on itself; each an RFC 9457 problem.
 */
final class Refusal extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    private Refusal(HttpStatus status, String detail) {
        super(status, ProblemDetail.forStatusAndDetail(status, detail), null);
    }

    static Refusal badRequest(String expectedAndFound) {
        return new Refusal(HttpStatus.BAD_REQUEST, expectedAndFound);
    }

    /** The sentence is part of the inherited contract. */
    static Refusal userNotFound() {
        return new Refusal(HttpStatus.NOT_FOUND, "User not found.");
    }
}
