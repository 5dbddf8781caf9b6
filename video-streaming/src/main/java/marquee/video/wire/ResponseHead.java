package marquee.video.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import marquee.video.http.HttpDate;
import org.springframework.http.HttpStatus;

/** Writes the status line and the fields of a response (RFC 9112 §4 and §5). */
public final class ResponseHead {

    private final StringBuilder text = new StringBuilder(512);

    /** Begins with Date, and with what the connection needs. */
    public ResponseHead(HttpStatus status, Request request, Instant now) {
        text.append("HTTP/1.1 ").append(status.value()).append(' ');
        text.append(status.getReasonPhrase()).append("\r\n");
        field("Date", HttpDate.format(now));
        if (!request.persistent()) {
            field("Connection", "close");
        } else if (request.old()) {
            field("Connection", "keep-alive");
        }
    }

    public ResponseHead field(String name, String value) {
        append(text, name, value);
        return this;
    }

    public ResponseHead fields(Lines lines) {
        text.append(lines.text);
        return this;
    }

    public Answer.Text end() {
        text.append("\r\n");
        return new Answer.Text(
                ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static void append(StringBuilder text, String name, String value) {
        if (value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("Expected one line for the field " + name);
        }
        text.append(name).append(": ").append(value).append("\r\n");
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
                append(text, namesAndValues[i], namesAndValues[i + 1]);
            }
            return new Lines(text.toString());
        }
    }
}
