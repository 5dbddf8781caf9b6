package marquee.video.http;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/** Evaluates the preconditions of a request against the state of a file (RFC 9110 §13). */
record Preconditions(Fields fields, Representation representation, Instant now) {

    /** The result of the preconditions. */
    enum Verdict {
        PROCEED,
        NOT_MODIFIED,
        FAILED
    }

    /** Evaluates steps 1 to 4 of RFC 9110 §13.2.2 for GET and HEAD. */
    Verdict evaluate() {
        if (!fields.mayBeConditional()) {
            return Verdict.PROCEED;
        }
        // Steps 1 and 2: a date counts only where no tag was sent.
        if (has("If-Match")) {
            if (!anyTag("If-Match", EntityTag::matchesStrongly)) { // RFC 9110 §13.1.1
                return Verdict.FAILED;
            }
        } else if (modifiedSince("If-Unmodified-Since").orElse(false)) { // RFC 9110 §13.1.4
            return Verdict.FAILED;
        }
        // Steps 3 and 4: likewise.
        if (has("If-None-Match")) {
            if (anyTag("If-None-Match", EntityTag::matchesWeakly)) { // RFC 9110 §13.1.2
                return Verdict.NOT_MODIFIED;
            }
        } else if (!modifiedSince("If-Modified-Since").orElse(true)) { // RFC 9110 §13.1.3
            return Verdict.NOT_MODIFIED;
        }
        return Verdict.PROCEED;
    }

    /** Evaluates step 5 of RFC 9110 §13.2.2: whether Range applies. */
    boolean rangeApplies() {
        if (!fields.mayBeConditional() || !has("If-Range")) {
            return true;
        }
        String value = fields.single("If-Range").orElse("");
        // RFC 9110 §13.1.5: a tag by strong comparison; a date only when it is exactly the same.
        return EntityTag.parse(value)
                .map(representation.etag()::matchesStrongly)
                .or(() -> HttpDate.parse(value, now).map(representation.lastModified()::equals))
                .orElse(false);
    }

    private boolean has(String name) {
        return !fields.lines(name).isEmpty();
    }

    private boolean anyTag(String name, BiPredicate<EntityTag, EntityTag> comparison) {
        List<String> lines = fields.lines(name);
        // "*" stands alone, and any representation matches it.
        if (lines.equals(List.of("*"))) {
            return true;
        }
        return EntityTag.parseList(String.join(",", lines)).stream()
                .anyMatch(tag -> comparison.test(representation.etag(), tag));
    }

    /**
     * Parses a date; empty where it is not one valid date, as if it was not sent (RFC 9110 §13.1.3
     * and §13.1.4).
     */
    private Optional<Boolean> modifiedSince(String name) {
        return fields.single(name)
                .flatMap(value -> HttpDate.parse(value, now))
                .map(representation.lastModified()::isAfter);
    }
}
