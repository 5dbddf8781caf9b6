package marquee.users.transfer;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import marquee.users.connector.RequestBodies;
import marquee.users.problem.Refusal;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers {@code POST /users/import}, which takes what an export gives. */
@RestController
class ImportController {

    private static final long MAX_BODY = 64L * 1024 * 1024;

    private final DirectoryImport directory;
    private final RequestBodies bodies;

    ImportController(DirectoryImport directory, RequestBodies bodies) {
        this.directory = directory;
        this.bodies = bodies;
    }

    @PostMapping(
            path = "/users/import",
            consumes = {Format.NDJSON_TYPE, Format.CSV_TYPE},
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Map<String, Object>> add(HttpServletRequest request) throws IOException {
        ImportOptions options = ImportOptions.of(request);
        ImportReport report =
                directory.run(format(request), new Lines(bodies.open(request, MAX_BODY)), options);
        if (report.failed() > 0 && (options.atomic() || report.failed() == report.lines())) {
            throw Refusal.nothingImported(
                    "Nothing was imported: %d of %d lines are at fault."
                            .formatted(report.failed(), report.lines()),
                    report.members());
        }
        return ResponseEntity.status(report.failed() == 0 ? HttpStatus.OK : HttpStatus.MULTI_STATUS)
                .body(report.members());
    }

    private static Format format(HttpServletRequest request) {
        MediaType type = MediaType.parseMediaType(request.getContentType());
        return type.isCompatibleWith(Format.CSV.type()) ? Format.CSV : Format.NDJSON;
    }
}
