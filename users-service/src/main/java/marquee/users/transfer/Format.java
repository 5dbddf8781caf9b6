package marquee.users.transfer;

import java.io.IOException;
import java.util.List;
import marquee.users.contact.ContactCheck;
import marquee.users.directory.ContactReader;
import marquee.users.directory.Entry;
import marquee.users.problem.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** A format of exports and imports, with a line for each user. */
enum Format {
    NDJSON(Format.NDJSON_TYPE, "ndjson") {

        @Override
        String line(Entry entry) {
            return JSON.writeValueAsString(entry) + "\n";
        }

        @Override
        Reading read(Lines lines, ContactReader contacts) {
            return () -> {
                String line = lines.next();
                while (line != null && line.isBlank()) {
                    line = lines.next();
                }
                return line == null ? null : new Read(lines.number(), contacts.check(line));
            };
        }
    },

    CSV(Format.CSV_TYPE, "csv") {

        @Override
        String head() {
            return Csv.record(COLUMNS.toArray(String[]::new));
        }

        @Override
        String line(Entry entry) {
            return Csv.record(String.valueOf(entry.id()), entry.email(), entry.phoneNumber());
        }

        @Override
        Reading read(Lines lines, ContactReader contacts) throws IOException {
            List<String> head = Csv.next(lines);
            if (head == null) {
                return () -> null;
            }
            int email = head.indexOf("email");
            int phoneNumber = head.indexOf("phoneNumber");
            if (email < 0 || phoneNumber < 0 || !COLUMNS.containsAll(head)) {
                throw Refusal.badRequest(
                        "Expected a first line that names the columns email and phoneNumber, and"
                                + " perhaps id, found \"%s\"."
                                        .formatted(Refusal.abridged(String.join(",", head))));
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
                if (fields.isEmpty()) {
                    return new Read(number, ContactCheck.failed("Expected quotes in pairs."));
                }
                return new Read(
                        number,
                        fields.size() == head.size()
                                ? ContactCheck.of(fields.get(email), fields.get(phoneNumber))
                                : ContactCheck.failed(
                                        "Expected %d fields, found %d."
                                                .formatted(head.size(), fields.size())));
            };
        }
    };

    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> COLUMNS = List.of("id", "email", "phoneNumber");

    static final String NDJSON_TYPE = "application/x-ndjson";
    static final String CSV_TYPE = "text/csv";

    private final String type;
    private final String extension;

    Format(String type, String extension) {
        this.type = type;
        this.extension = extension;
    }

    /** The content of one line. */
    record Read(long line, ContactCheck checked) {}

    /** Reads line by line; null at the end. */
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

    abstract Reading read(Lines lines, ContactReader contacts) throws IOException;
}
