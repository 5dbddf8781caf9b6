package marquee.video.wire;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import marquee.video.http.HttpDate;
import org.springframework.http.HttpStatus;

/**
 * Writes the status line and the fields of a response (RFC 9112 §4 and §5) in Latin-1, as the bytes
 * that are sent: a string of them would be two copies more of each head.
 */
public final class ResponseHead {

    private byte[] bytes = new byte[512];
    private int length;

    private ResponseHead() {}

    /** Begins with Date, and with what the connection needs. */
    public ResponseHead(HttpStatus status, Request request, Instant now) {
        text("HTTP/1.1 ").text(Integer.toString(status.value())).text(" ");
        text(status.getReasonPhrase()).endLine();
        field("Date", HttpDate.format(now));
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
        return text(name).text(": ").text(value).endLine();
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

    private ResponseHead text(String text) {
        reserve(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\r' || c == '\n') {
                throw new IllegalArgumentException("Expected one line in the head of a response");
            }
            bytes[length++] = c > 0xFF ? (byte) '?' : (byte) c;
        }
        return this;
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
            return new Lines(Arrays.copyOf(lines.bytes, lines.length));
        }
    }
}
