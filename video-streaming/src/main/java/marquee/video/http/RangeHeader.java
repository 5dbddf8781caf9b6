package marquee.video.http;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The byte ranges a {@code Range} field asks for, before the size of the file is known. */
record RangeHeader(List<Spec> specs) {

    /** A set of more ranges is not served in parts: no player asks for so many. */
    static final int MAX_RANGES = 100;

    private static final String UNIT = "bytes=";

    private static final long NO_NUMBER = -1;

    /** One element of the set: RFC 9110 §14.1.1. */
    sealed interface Spec {

        /** The bytes of a file of this size, or none when the range is not satisfiable. */
        Optional<ByteRange> within(long size);
    }

    /** {@code 0-499}, or {@code 500-} with the last position at its largest. */
    record Positions(long first, long last) implements Spec {

        @Override
        public Optional<ByteRange> within(long size) {
            return first < size
                    ? Optional.of(new ByteRange(first, Math.min(last, size - 1)))
                    : Optional.empty();
        }
    }

    /** {@code -500}: the last bytes of the file, or all of a shorter one. */
    record Suffix(long length) implements Spec {

        @Override
        public Optional<ByteRange> within(long size) {
            return length > 0 && size > 0
                    ? Optional.of(new ByteRange(Math.max(0, size - length), size - 1))
                    : Optional.empty();
        }
    }

    RangeHeader {
        specs = List.copyOf(specs);
    }

    /**
     * Reads the field's value. Empty when the field has to be ignored: RFC 9110 §14.2 for a unit
     * that is not known, §14.2 and §14.1.1 for a set that is not valid.
     */
    static Optional<RangeHeader> parse(String value) {
        // RFC 9110 §14.1: range units are case-insensitive.
        if (!value.regionMatches(true, 0, UNIT, 0, UNIT.length())) {
            return Optional.empty();
        }
        List<Spec> specs = new ArrayList<>(2);
        for (int start = UNIT.length(); start < value.length(); ) {
            int comma = value.indexOf(',', start);
            int end = comma < 0 ? value.length() : comma;
            // RFC 9110 §5.6.1.2: OWS may stand around an element; the example of §14.1.2 has it
            // after the unit, too. A recipient passes over empty elements.
            int first = OptionalWhitespace.end(value, start, end);
            int last = OptionalWhitespace.start(value, first, end);
            if (first < last) {
                Spec spec = spec(value, first, last);
                if (spec == null) {
                    return Optional.empty();
                }
                specs.add(spec);
            }
            start = end + 1;
        }
        return specs.isEmpty() ? Optional.empty() : Optional.of(new RangeHeader(specs));
    }

    /** Returns null where it is no range. */
    private static @Nullable Spec spec(String set, int start, int end) {
        int dash = set.indexOf('-', start, end);
        if (dash < 0) {
            return null;
        }
        long first = number(set, start, dash);
        long last = number(set, dash + 1, end);
        if (first == NO_NUMBER || last == NO_NUMBER) {
            return null;
        }
        if (dash == start) {
            return end == start + 1 ? null : new Suffix(last);
        }
        if (dash + 1 == end) {
            return new Positions(first, Long.MAX_VALUE);
        }
        // RFC 9110 §14.1.1: a range that ends before it starts makes the whole set invalid.
        boolean backwards =
                first == Long.MAX_VALUE
                        ? exact(set, dash + 1, end).compareTo(exact(set, start, dash)) < 0
                        : last < first;
        return backwards ? null : new Positions(first, last);
    }

    /**
     * Reads digits, of which there may be none. No file is longer than the largest long, so a
     * larger number means the same.
     *
     * @return {@link #NO_NUMBER} where something else is among them
     */
    private static long number(String text, int start, int end) {
        long number = 0;
        for (int i = start; i < end; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return NO_NUMBER;
            }
            number = number > (Long.MAX_VALUE - digit) / 10 ? Long.MAX_VALUE : 10 * number + digit;
        }
        return number;
    }

    private static BigInteger exact(String set, int start, int end) {
        return new BigInteger(set.substring(start, end));
    }

    /**
     * The satisfiable ranges within a file of this size, in the order asked for; those that overlap
     * or touch are made one (RFC 9110 §14.2 and §15.3.7.2 allow both).
     */
    List<ByteRange> within(long size) {
        List<ByteRange> selected = new ArrayList<>();
        for (Spec spec : specs) {
            Optional<ByteRange> range = spec.within(size);
            if (range.isPresent()) {
                coalesce(selected, range.get());
            }
        }
        return selected;
    }

    private static void coalesce(List<ByteRange> selected, ByteRange range) {
        ByteRange grown = range;
        int place = selected.size();
        for (int i = selected.size() - 1; i >= 0; i--) {
            if (selected.get(i).touches(grown)) {
                grown = grown.union(selected.remove(i));
                place = i;
                // What was passed over may touch the grown range.
                i = selected.size();
            }
        }
        selected.add(Math.min(place, selected.size()), grown);
    }

    /**
     * Whether the set costs more than the whole file would: RFC 9110 §14.2 lets a server ignore it.
     */
    boolean wasteful(long size) {
        if (specs.size() > MAX_RANGES) {
            return true;
        }
        long left = size;
        for (Spec spec : specs) {
            Optional<ByteRange> range = spec.within(size);
            left -= range.isPresent() ? range.get().length() : 0;
            if (left < 0) {
                return true;
            }
        }
        return false;
    }
}
