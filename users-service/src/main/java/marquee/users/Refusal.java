package marquee.users;

import java.util.List;
import org.springframework.http.HttpHeaders;
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

    static Refusal addressTaken() {
        return new Refusal(HttpStatus.CONFLICT, "Another user has this e-mail address.");
    }

    static Refusal changedMeanwhile() {
        return new Refusal(
                HttpStatus.PRECONDITION_FAILED,
                "Expected If-Match to name the current state of this user, found another.");
    }

    static Refusal existsAlready() {
        return new Refusal(
                HttpStatus.PRECONDITION_FAILED,
                "Expected no user here (If-None-Match: *); a PUT changes users, and never adds one.");
    }

    static Refusal contentTooLarge(long limit) {
        return new Refusal(
                HttpStatus.CONTENT_TOO_LARGE,
                "Expected a body of at most %d bytes, found more.".formatted(limit));
    }

    static Refusal unprocessable(List<Checked.Fault> errors) {
        Refusal refusal =
                new Refusal(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "Expected a user with email and phoneNumber, found what the errors say.");
        refusal.getBody().setProperty("errors", errors);
        return refusal;
    }

    /** The members of the report come beside those of the problem. */
    static Refusal nothingImported(ImportReport report) {
        Refusal refusal =
                new Refusal(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "Nothing was imported: %d of %d lines are at fault."
                                .formatted(report.failed(), report.lines()));
        report.members().forEach(refusal.getBody()::setProperty);
        return refusal;
    }

    /** Whoever is one too many comes again; nobody waits. */
    static Refusal tooMany(String what, int atATime) {
        return unavailable(
                "Expected at most %d %s at a time, found as many under way."
                        .formatted(atATime, what),
                5);
    }

    static Refusal unavailable(String detail, int retryAfterSeconds) {
        Refusal refusal = new Refusal(HttpStatus.SERVICE_UNAVAILABLE, detail);
        refusal.getHeaders().set(HttpHeaders.RETRY_AFTER, String.valueOf(retryAfterSeconds));
        return refusal;
    }
}
