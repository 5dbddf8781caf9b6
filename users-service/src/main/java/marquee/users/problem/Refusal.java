package marquee.users.problem;

import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.web.ErrorResponseException;

/** Refuses a request for a reason that this service itself has, as a problem (RFC 9457). */
public final class Refusal extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    private static final int MAX_QUOTED = 40;

    private Refusal(ProblemType type, String detail) {
        super(type.status(), Problem.of(type, detail), null);
    }

    public static Refusal badRequest(String expectedAndFound) {
        return new Refusal(ProblemType.MALFORMED_REQUEST, expectedAndFound);
    }

    public static Refusal invalidParameter(String expectedAndFound) {
        return new Refusal(ProblemType.INVALID_PARAMETER, expectedAndFound);
    }

    /** Says what the older services said, word for word. */
    public static Refusal userNotFound() {
        return new Refusal(ProblemType.USER_NOT_FOUND, "User not found.");
    }

    public static Refusal addressTaken() {
        return new Refusal(ProblemType.EMAIL_TAKEN, "Another user has this e-mail address.");
    }

    /**
     * Refuses a change of a user who is not in the state that the client knows.
     *
     * @param ifMatch the entity tags of the request, which bring their own quotes
     */
    public static Refusal changedMeanwhile(String ifMatch) {
        return new Refusal(
                ProblemType.PRECONDITION_FAILED,
                "Expected If-Match to name the current state of this user, found %s."
                        .formatted(abridged(ifMatch)));
    }

    public static Refusal existsAlready() {
        return new Refusal(
                ProblemType.PRECONDITION_FAILED,
                "Expected no user here (If-None-Match: *); a PUT changes users, and never adds one.");
    }

    public static Refusal contentTooLarge(long limit) {
        return new Refusal(
                ProblemType.PAYLOAD_TOO_LARGE,
                "Expected a body of at most %d bytes, found more.".formatted(limit));
    }

    public static Refusal tooSlow(long bytesASecond) {
        return new Refusal(
                ProblemType.REQUEST_TIMEOUT,
                "Expected a body that arrives at %d bytes a second or more, found a slower one."
                        .formatted(bytesASecond));
    }

    /** Refuses a body; each fault has a pointer and a detail. */
    public static Refusal invalidUser(List<?> faults) {
        return new Refusal(
                        ProblemType.INVALID_USER,
                        "Expected a user with email and phoneNumber, found what the errors say.")
                .with(Map.of("errors", faults));
    }

    /** Refuses an import; the report's members stand beside those of the problem. */
    public static Refusal nothingImported(String detail, Map<String, ?> report) {
        return new Refusal(ProblemType.NOTHING_IMPORTED, detail).with(report);
    }

    /** Refuses one request too many, which may come again in a second. */
    public static Refusal tooMany(String what, int atATime) {
        return new Refusal(
                        ProblemType.OVERLOADED,
                        "Expected at most %d %s at a time, found as many under way."
                                .formatted(atATime, what))
                .retryAfter(5);
    }

    public static Refusal searchTookTooLong(int indexed) {
        return new Refusal(
                        ProblemType.OVERLOADED,
                        "The search took too long. An index finds parts of %d characters or more."
                                .formatted(indexed))
                .retryAfter(5);
    }

    public static Refusal databaseUnavailable() {
        return new Refusal(ProblemType.DATABASE_UNAVAILABLE, "The database does not answer.")
                .retryAfter(1);
    }

    private Refusal with(Map<String, ?> members) {
        members.forEach(getBody()::setProperty);
        return this;
    }

    private Refusal retryAfter(int seconds) {
        getHeaders().set(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
        return this;
    }

    /** Shortens a text that a message quotes from a request, to 40 characters. */
    public static String abridged(String text) {
        if (text.length() <= MAX_QUOTED) {
            return text;
        }
        boolean halfPair = Character.isHighSurrogate(text.charAt(MAX_QUOTED - 1));
        return text.substring(0, halfPair ? MAX_QUOTED - 1 : MAX_QUOTED) + "…";
    }
}
