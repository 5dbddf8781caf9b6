package marquee.video.wire;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import marquee.video.http.HttpDate;
import org.springframework.http.HttpStatus;

/** Writes the status line and the fields of a response (RFC 9112 §4 and §5). */
public final class ResponseHead {

    private byte[] bytes = new byte[512];
    private int length;

    /** Begins with Date, and with what the connection needs. */
    public ResponseHead(HttpStatus status, Request request, Instant now) {
        append("HTTP/1.1 ");
        append(Integer.toString(status.value()));
        append(" ");
        append(status.getReasonPhrase());
        append("\r\n");
        field("Date", HttpDate.format(now));
        if (!request.persistent()) {
            field("Connection", "close");
        } else if (request.old()) {
            field("Connection", "keep-alive");
        }
    }

    public ResponseHead field(String name, String value) {
        append(name);
        append(": ");
        append(oneLine(name, value));
        append("\r\n");
        return this;
    }

    public ResponseHead fields(Lines lines) {
        append(lines.text);
        return this;
    }

    public Answer.Text end() {
        append("\r\n");
        return new Answer.Text(ByteBuffer.wrap(bytes, 0, length));
    }

    /** Fields are Latin-1 (RFC 9110 §5.5), which nothing else in Java copies into an array. */
    @SuppressWarnings("deprecation")
    private void append(String text) {
        int end = length + text.length();
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * end);
        }
        text.getBytes(0, text.length(), bytes, length);
        length = end;
    }

    private static String oneLine(String name, String value) {
        if (value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("Expected one line for the field " + name);
        }
        return value;
    }

    /** Fields that are written once and sent many times. */
    public static final class Lines {

        private final String text;

        private Lines(String text) {
            this.text = text;
        }

        /** Makes lines of names and their values, in turns. */
        public static Lines of(String... namesAndValues) {
            StringBuilder text = new StringBuilder(512);
            for (int i = 0; i < namesAndValues.length; i += 2) {
                String name = namesAndValues[i];
                String value = oneLine(name, namesAndValues[i + 1]);
                text.append(name).append(": ").append(value).append("\r\n");
            }
            return new Lines(text.toString());
        }
    }
}
