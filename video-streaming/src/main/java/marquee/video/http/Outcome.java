package marquee.video.http;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The outcome of a GET or HEAD of a file, decided before a byte is sent. */
public sealed interface Outcome {

    /** 200 with the whole file. */
    record Whole() implements Outcome {}

    /** 206 with one range. */
    record Part(ByteRange range) implements Outcome {}

    /** 206 with several ranges, as {@code multipart/byteranges}. */
    record Parts(List<ByteRange> ranges) implements Outcome {

        public Parts {
            ranges = List.copyOf(ranges);
        }
    }

    /** 304. */
    record NotModified() implements Outcome {}

    /** 412. */
    record PreconditionFailed() implements Outcome {}

    /** 416. */
    record Unsatisfiable() implements Outcome {}

    /** Decides a GET, the only method with ranges (RFC 9110 §14.2). */
    static Outcome withRanges(Fields fields, Representation representation, Instant now) {
        Preconditions preconditions = new Preconditions(fields, representation, now);
        Outcome whole = of(preconditions);
        return whole instanceof Whole && preconditions.rangeApplies()
                ? select(fields, representation.size())
                : whole;
    }

    /** Decides a HEAD, or a GET of something that is always sent whole. */
    static Outcome withoutRanges(Fields fields, Representation representation, Instant now) {
        return of(new Preconditions(fields, representation, now));
    }

    private static Outcome of(Preconditions preconditions) {
        return switch (preconditions.evaluate()) {
            case FAILED -> new PreconditionFailed();
            case NOT_MODIFIED -> new NotModified();
            case PROCEED -> new Whole();
        };
    }

    private static Outcome select(Fields fields, long size) {
        Optional<RangeHeader> asked = fields.single("Range").flatMap(RangeHeader::parse);
        // Content-Range cannot express a range of an empty file, so it is sent whole.
        if (asked.isEmpty() || size == 0 || asked.get().wasteful(size)) {
            return new Whole();
        }
        List<ByteRange> ranges = asked.get().within(size);
        return switch (ranges.size()) {
            case 0 -> new Unsatisfiable(); // RFC 9110 §15.5.17
            case 1 -> new Part(ranges.getFirst()); // RFC 9110 §15.3.7.1
            default -> new Parts(ranges); // RFC 9110 §15.3.7.2
        };
    }
}
