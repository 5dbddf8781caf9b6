package marquee.users.transfer;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;
import marquee.users.connector.RequestBodies;
import marquee.users.directory.QueryParameter;
import marquee.users.problem.Refusal;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The way in for many users at once; the way out is {@code GET /users} in the same formats. */
@RestController
class ImportController {

    private static final long MAX_BODY = 64L * 1024 * 1024;

    private static final Set<String> PARAMETERS = Set.of("onConflict", "atomic", "dryRun");

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
    ResponseEntity<ImportReport> add(HttpServletRequest request) throws IOException, SQLException {
        QueryParameter.onlyKnown(request, PARAMETERS);
        boolean atomic = flag(request, "atomic");
        ImportReport report =
                directory.run(
                        format(request),
                        new Lines(bodies.open(request, MAX_BODY)),
                        onConflict(request),
                        atomic,
                        flag(request, "dryRun"));
        if (report.failed() > 0 && (atomic || report.failed() == report.lines())) {
            throw Refusal.nothingImported(
                    "Nothing was imported: %d of %d lines are at fault."
                            .formatted(report.failed(), report.lines()),
                    report.members());
        }
        return ResponseEntity.status(report.failed() == 0 ? HttpStatus.OK : HttpStatus.MULTI_STATUS)
                .body(report);
    }

    private static Format format(HttpServletRequest request) {
        MediaType type = MediaType.parseMediaType(request.getContentType());
        return type.isCompatibleWith(Format.CSV.type()) ? Format.CSV : Format.NDJSON;
    }

    private static DirectoryImport.OnConflict onConflict(HttpServletRequest request) {
        String text = QueryParameter.optional(request, "onConflict", 100);
        return switch (text) {
            case null -> DirectoryImport.OnConflict.ERROR;
            case "error" -> DirectoryImport.OnConflict.ERROR;
            case "skip" -> DirectoryImport.OnConflict.SKIP;
            case "update" -> DirectoryImport.OnConflict.UPDATE;
            default ->
                    throw Refusal.invalidParameter(
                            "Expected the query parameter \"onConflict\" to be error, skip or"
                                    + " update, found \"%s\".".formatted(text));
        };
    }

    private static boolean flag(HttpServletRequest request, String name) {
        String text = QueryParameter.optional(request, name, 100);
        return switch (text) {
            case null -> false;
            case "false" -> false;
            case "true" -> true;
            default ->
                    throw Refusal.invalidParameter(
                            "Expected the query parameter \"%s\" to be true or false, found \"%s\"."
                                    .formatted(name, text));
        };
    }
}
