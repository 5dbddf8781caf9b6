package marquee.video.http;

/** A range of bytes from first to last, both included, as in {@code Content-Range}. */
public record ByteRange(long first, long last) {

    public ByteRange {
        if (first < 0 || last < first) {
            throw new IllegalArgumentException(
                    "Expected 0 <= first <= last, found %d-%d".formatted(first, last));
        }
    }

    public long length() {
        return last - first + 1;
    }

    boolean touches(ByteRange other) {
        return first <= other.last + 1 && other.first <= last + 1;
    }

    ByteRange union(ByteRange other) {
        return new ByteRange(Math.min(first, other.first), Math.max(last, other.last));
    }

    /** Returns the value of {@code Content-Range} (RFC 9110 §14.4). */
    String contentRange(long size) {
        return "bytes " + first + '-' + last + '/' + size;
    }
}
