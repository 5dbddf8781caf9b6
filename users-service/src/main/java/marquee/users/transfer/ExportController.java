package marquee.users.transfer;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers {@code GET /users} with the whole directory where the client prefers lines to JSON. */
@RestController
class ExportController {

    private final DirectoryExport directory;

    ExportController(DirectoryExport directory) {
        this.directory = directory;
    }

    @GetMapping(path = "/users", produces = Format.NDJSON_TYPE)
    void ndjson(HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(Format.NDJSON, request, response);
    }

    @GetMapping(path = "/users", produces = Format.CSV_TYPE)
    void csv(HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(Format.CSV, request, response);
    }

    private void write(Format format, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        directory.write(format, request.getMethod().equals("GET"), response);
    }
}
