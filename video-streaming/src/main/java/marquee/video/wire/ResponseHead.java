package marquee.video.wire;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import marquee.video.http.ByteRange;
import marquee.video.http.HttpDate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Writes the status line and the fields of a response (RFC 9112 §4 and §5) in Latin-1, as the bytes
 * that are sent: a string of them would be two copies more of each head.
 */
public final class ResponseHead {

    private byte[] bytes = new byte[512];
    private int length;

    /** The status line and Date, which answers of one status have in common for a second. */
    private record Beginning(long second, Lines lines) {

        /** The latest by status code. */
        private static final AtomicReferenceArray<@Nullable Beginning> LATEST =
                new AtomicReferenceArray<>(600);

        static Lines of(HttpStatus status, Instant now) {
            Beginning known = LATEST.get(status.value());
            if (known == null || known.second != now.getEpochSecond()) {
                known = write(status, now);
                LATEST.set(status.value(), known);
            }
            return known.lines;
        }

        private static Beginning write(HttpStatus status, Instant now) {
            ResponseHead head = new ResponseHead();
            head.text("HTTP/1.1 " + status.value() + " " + status.getReasonPhrase(), "status");
            head.endLine().field("Date", HttpDate.format(now));
            return new Beginning(now.getEpochSecond(), head.lines());
        }
    }

    private ResponseHead() {}

    /** Begins with Date, and with what the connection needs. */
    public ResponseHead(HttpStatus status, Request request, Instant now) {
        fields(Beginning.of(status, now));
        if (!request.persistent()) {
            field("Connection", "close");
        } else if (request.old()) {
            field("Connection", "keep-alive");
        }
    }

    /**
     * Adds a field; what is not Latin-1 becomes "?".
     *
     * @throws IllegalArgumentException if the name or the value is more than one line
     */
    public ResponseHead field(String name, String value) {
        return text(name, name).text(": ", name).text(value, name).endLine();
    }

    /** Adds a field whose value is a number, which is not negative. */
    public ResponseHead field(String name, long value) {
        return text(name, name).text(": ", name).number(value).endLine();
    }

    /** Says which bytes of how many follow (RFC 9110 §14.4). */
    public ResponseHead contentRange(ByteRange range, long size) {
        return text("Content-Range: bytes ", "Content-Range")
                .number(range.first())
                .text("-", "Content-Range")
                .number(range.last())
                .text("/", "Content-Range")
                .number(size)
                .endLine();
    }

    public ResponseHead fields(Lines lines) {
        reserve(lines.bytes.length);
        System.arraycopy(lines.bytes, 0, bytes, length, lines.bytes.length);
        length += lines.bytes.length;
        return this;
    }

    public Answer.Text end() {
        endLine();
        return new Answer.Text(ByteBuffer.wrap(bytes, 0, length));
    }

    /**
     * @param of the field, for whoever is told that it is more than a line
     */
    private ResponseHead text(String text, String of) {
        reserve(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\r' || c == '\n') {
                throw new IllegalArgumentException("Expected one line for the field " + of);
            }
            bytes[length++] = c > 0xFF ? (byte) '?' : (byte) c;
        }
        return this;
    }

    /** Writes a number in place: a string of it would be made first, and copied. */
    private ResponseHead number(long value) {
        int digits = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            digits++;
        }
        reserve(digits);
        long rest = value;
        for (int at = length + digits - 1; at >= length; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
        return this;
    }

    private Lines lines() {
        return new Lines(Arrays.copyOf(bytes, length));
    }

    private ResponseHead endLine() {
        reserve(2);
        bytes[length++] = '\r';
        bytes[length++] = '\n';
        return this;
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, 2 * (length + more));
        }
    }

    /** Fields that are written once and sent many times. */
    public static final class Lines {

        private final byte[] bytes;

        private Lines(byte[] bytes) {
            this.bytes = bytes;
        }

        /** Makes lines of names and their values, in turns. */
        public static Lines of(String... namesAndValues) {
            ResponseHead lines = new ResponseHead();
            for (int i = 0; i < namesAndValues.length; i += 2) {
                lines.field(namesAndValues[i], namesAndValues[i + 1]);
            }
            return lines.lines();
        }
    }
}
