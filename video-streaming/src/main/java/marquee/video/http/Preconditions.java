package marquee.video.http;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/** The preconditions of a request, against the state a file is in: RFC 9110 §13. */
record Preconditions(Fields fields, Representation representation, Instant now) {

    /** What the preconditions leave to be done. */
    enum Verdict {
        PROCEED,
        NOT_MODIFIED,
        FAILED
    }

    /** RFC 9110 §13.2.2, steps 1 to 4, for GET and HEAD. */
    Verdict evaluate() {
        // Steps 1 and 2: a date is looked at only where no tag was sent.
        if (has("If-Match")) {
            if (!anyTag("If-Match", EntityTag::matchesStrongly)) { // §13.1.1
                return Verdict.FAILED;
            }
        } else if (modifiedSince("If-Unmodified-Since").orElse(false)) { // §13.1.4
            return Verdict.FAILED;
        }
        // Steps 3 and 4: likewise.
        if (has("If-None-Match")) {
            if (anyTag("If-None-Match", EntityTag::matchesWeakly)) { // §13.1.2
                return Verdict.NOT_MODIFIED;
            }
        } else if (!modifiedSince("If-Modified-Since").orElse(true)) { // §13.1.3
            return Verdict.NOT_MODIFIED;
        }
        return Verdict.PROCEED;
    }

    /** RFC 9110 §13.2.2, step 5: whether Range may be followed. */
    boolean rangeApplies() {
        if (!has("If-Range")) {
            return true;
        }
        String value = fields.single("If-Range").orElse("");
        // §13.1.5: a tag by strong comparison; a date only when it is the very one.
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

    /** §13.1.3, §13.1.4: none for a value that is not one valid date, as if nothing was sent. */
    private Optional<Boolean> modifiedSince(String name) {
        return fields.single(name)
                .flatMap(value -> HttpDate.parse(value, now))
                .map(representation.lastModified()::isAfter);
    }
}
