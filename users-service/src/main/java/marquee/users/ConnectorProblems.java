package marquee.users;

import java.io.IOException;
import java.io.Writer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * Says as a problem what Tomcat would say in HTML: a request that it cannot read never reaches
 * Spring, and an error that leaves Spring ends here as well.
 */
final class ConnectorProblems extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        if (response.getStatus() < 400
                || response.getContentWritten() > 0
                || !response.setErrorReported()) {
            return;
        }
        AtomicBoolean connected = new AtomicBoolean();
        response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, connected);
        HttpStatus status = HttpStatus.resolve(response.getStatus());
        if (!connected.get() || status == null) {
            return;
        }
        try {
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.setCharacterEncoding("UTF-8");
            Writer writer = response.getReporter();
            if (writer != null) {
                writer.write(Problem.body(status, detail(status)));
                response.finishResponse();
            }
        } catch (IOException e) {
            getContainer().getLogger().debug("The client left before it was told", e);
        }
    }

    private static String detail(HttpStatus status) {
        return switch (status) {
            case BAD_REQUEST -> "Expected an HTTP request, found one that cannot be read as such.";
            case NOT_FOUND -> "There is nothing here.";
            case METHOD_NOT_ALLOWED -> "This method is not for this resource.";
            default ->
                    status.is5xxServerError()
                            ? "The service could not answer this request."
                            : "The service does not take this request.";
        };
    }
}
