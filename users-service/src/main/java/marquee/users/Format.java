package marquee.users;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.util.MimeTypeUtils;
import tools.jackson.databind.json.JsonMapper;

/** How the whole directory leaves and comes back: a line for each user. */
enum Format {
    NDJSON("application/x-ndjson", "ndjson") {

        @Override
        String line(Entry entry) {
            return JSON.writeValueAsString(entry) + "\n";
        }

        @Override
        Reading read(Lines lines, Contacts contacts) {
            return () -> {
                String line = lines.next();
                while (line != null && line.isBlank()) {
                    line = lines.next();
                }
                return line == null ? null : new Read(lines.number(), contacts.check(line));
            };
        }
    },

    CSV("text/csv", "csv") {

        @Override
        String head() {
            return Csv.record(COLUMNS.toArray(String[]::new));
        }

        @Override
        String line(Entry entry) {
            return Csv.record(String.valueOf(entry.id()), entry.email(), entry.phoneNumber());
        }

        @Override
        Reading read(Lines lines, Contacts contacts) throws IOException {
            List<String> head = Csv.next(lines);
            if (head == null) {
                return () -> null;
            }
            int email = head.indexOf("email");
            int phoneNumber = head.indexOf("phoneNumber");
            if (email < 0 || phoneNumber < 0 || !COLUMNS.containsAll(head)) {
                throw Refusal.badRequest(
                        "Expected a first line that names the columns email and phoneNumber, and"
                                + " perhaps id, found another.");
            }
            return () -> {
                long number = lines.number() + 1;
                List<String> fields = Csv.next(lines);
                while (fields != null && fields.equals(List.of(""))) {
                    number = lines.number() + 1;
                    fields = Csv.next(lines);
                }
                if (fields == null) {
                    return null;
                }
                return new Read(
                        number,
                        fields.size() == head.size()
                                ? contacts.check(fields.get(email), fields.get(phoneNumber))
                                : new Checked.Faults(
                                        List.of(
                                                new Checked.Fault(
                                                        "",
                                                        "Expected %d fields."
                                                                .formatted(head.size())))));
            };
        }
    };

    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> COLUMNS = List.of("id", "email", "phoneNumber");

    private final String type;
    private final String extension;

    Format(String type, String extension) {
        this.type = type;
        this.extension = extension;
    }

    /** Null where Accept prefers JSON, or whatever there is. */
    static @Nullable Format preferred(@Nullable String accept) {
        List<MediaType> accepted = MediaType.parseMediaTypes(accept);
        MimeTypeUtils.sortBySpecificity(accepted);
        for (MediaType type : accepted) {
            if (type.getQualityValue() > 0 && type.includes(MediaType.APPLICATION_JSON)) {
                return null;
            }
            for (Format format : values()) {
                if (type.getQualityValue() > 0 && type.includes(format.type())) {
                    return format;
                }
            }
        }
        return null;
    }

    /** What one line says. */
    record Read(long line, Checked checked) {}

    /** Line after line; null at the end. */
    interface Reading {
        @Nullable Read next() throws IOException;
    }

    MediaType type() {
        return MediaType.parseMediaType(type);
    }

    String fileName() {
        return "users." + extension;
    }

    String head() {
        return "";
    }

    abstract String line(Entry entry);

    abstract Reading read(Lines lines, Contacts contacts) throws IOException;
}
