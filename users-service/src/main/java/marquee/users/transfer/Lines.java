package marquee.users.transfer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import marquee.users.problem.Refusal;
import org.jspecify.annotations.Nullable;

/** The lines of a body, with their numbers; none can be of any length. */
final class Lines {

    static final int MAX_LENGTH = 64 * 1024;

    private final BufferedReader reader;
    private long number;

    Lines(InputStream body) {
        reader =
                new BufferedReader(
                        new InputStreamReader(body, StandardCharsets.UTF_8.newDecoder()));
    }

    /** Of the line last read, from 1. */
    long number() {
        return number;
    }

    /** Without its end, LF or CR LF; null after the last. */
    @Nullable String next() throws IOException {
        StringBuilder line = new StringBuilder();
        number++;
        try {
            int c = reader.read();
            if (number == 1 && c == '\ufeff') {
                c = reader.read();
            }
            if (c < 0) {
                return null;
            }
            for (; c >= 0 && c != '\n'; c = reader.read()) {
                if (line.length() == MAX_LENGTH) {
                    throw Refusal.badRequest(
                            "Expected lines of at most %d characters, found more in line %d."
                                    .formatted(MAX_LENGTH, number));
                }
                line.append((char) c);
            }
        } catch (CharacterCodingException e) {
            throw Refusal.badRequest(
                    "Expected UTF-8, found other bytes in line %d or soon after."
                            .formatted(number));
        }
        if (!line.isEmpty() && line.charAt(line.length() - 1) == '\r') {
            line.setLength(line.length() - 1);
        }
        return line.toString();
    }
}
