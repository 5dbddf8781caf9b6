package marquee.users.transfer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads records of RFC 4180: fields with a comma, a quote or a line break are quoted,
 * quotes doubled. A record with a quote out of place is one fault, and the next is read; ADR 7 has
 * why no library does this.
 */
final class Csv {

    private static final Pattern PLAIN = Pattern.compile("[^,\"\\r\\n]*");

    private Csv() {}

    static String record(String... fields) {
        return Arrays.stream(fields).map(Csv::field).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String field(String text) {
        return PLAIN.matcher(text).matches() ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    /** The next record; null at the end, and an empty list where the quotes do not match. */
    static @Nullable List<String> next(Lines lines) throws IOException {
        String line = lines.next();
        if (line == null) {
            return null;
        }
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; ; i++) {
            if (i == line.length()) {
                if (!quoted) {
                    fields.add(field.toString());
                    return fields;
                }
                String more = field.length() < Lines.MAX_LENGTH ? lines.next() : null;
                if (more == null) {
                    return List.of();
                }
                field.append('\n');
                line = more;
                i = -1;
            } else if (quoted && line.charAt(i) == '"') {
                if (i + 1 < line.length() && line.charAt(i + 1) == '"') {
                    field.append('"');
                    i++;
                } else {
                    quoted = false;
                    if (i + 1 < line.length() && line.charAt(i + 1) != ',') {
                        return List.of();
                    }
                }
            } else if (!quoted && line.charAt(i) == '"') {
                if (!field.isEmpty()) {
                    return List.of();
                }
                quoted = true;
            } else if (!quoted && line.charAt(i) == ',') {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(line.charAt(i));
            }
        }
    }
}
