package marquee.users.transfer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** RFC 4180: fields with a comma, a quote or a line break are quoted, quotes doubled. */
final class Csv {

    private static final Pattern PLAIN = Pattern.compile("[^,\"\\r\\n]*");

    private Csv() {}

    static String record(String... fields) {
        StringBuilder line = new StringBuilder();
        for (String field : fields) {
            if (!line.isEmpty()) {
                line.append(',');
            }
            line.append(
                    PLAIN.matcher(field).matches()
                            ? field
                            : '"' + field.replace("\"", "\"\"") + '"');
        }
        return line.append("\r\n").toString();
    }

    /** The next record, or null at the end, or an empty list where the quotes do not match. */
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
