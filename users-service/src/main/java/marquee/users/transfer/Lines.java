package marquee.users.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import marquee.users.problem.Refusal;
import org.jspecify.annotations.Nullable;

/** Reads the lines of a body in UTF-8 with their numbers, and bounds the length of each. */
final class Lines {

    /** In characters, without the end of the line. */
    static final int MAX_LENGTH = 64 * 1024;

    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final Reader reader;
    private final char[] read = new char[8 * 1024];
    private int begin;
    private int end;
    private long number;

    Lines(InputStream body) {
        reader = new InputStreamReader(body, StandardCharsets.UTF_8.newDecoder());
    }

    /** The number of the line that was read last, from 1. */
    long number() {
        return number;
    }

    /** The next line without its end, LF or CR LF; null after the last. */
    @Nullable String next() throws IOException {
        number++;
        if (hasMore() && number == 1 && read[begin] == BYTE_ORDER_MARK) {
            begin++;
        }
        if (!hasMore()) {
            return null;
        }
        StringBuilder line = new StringBuilder();
        boolean ended = false;
        while (!ended && hasMore()) {
            int stop = begin;
            while (stop < end && read[stop] != '\n') {
                stop++;
            }
            ended = stop < end;
            append(line, stop);
            begin = ended ? stop + 1 : stop;
        }
        if (!line.isEmpty() && line.charAt(line.length() - 1) == '\r') {
            line.setLength(line.length() - 1);
        }
        return line.toString();
    }

    private void append(StringBuilder line, int stop) {
        if (line.length() + stop - begin > MAX_LENGTH) {
            throw Refusal.badRequest(
                    "Expected lines of at most %d characters, found more in line %d."
                            .formatted(MAX_LENGTH, number));
        }
        line.append(read, begin, stop - begin);
    }

    @SuppressWarnings("ThreadPriorityCheck") // virtual threads do as they are told
    private boolean hasMore() throws IOException {
        if (begin < end) {
            return true;
        }
        // Virtual threads share the processors only where they wait, and for a body that is there
        // nobody does.
        Thread.yield();
        try {
            begin = 0;
            end = reader.read(read);
            return end > 0;
        } catch (CharacterCodingException e) {
            throw Refusal.badRequest(
                    "Expected UTF-8, found other bytes in line %d or soon after."
                            .formatted(number));
        }
    }
}
