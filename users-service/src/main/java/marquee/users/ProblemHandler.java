package marquee.users;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import org.springframework.web.util.DisconnectedClientHelper;

/** Turns every failure behind the dispatcher into an RFC 9457 problem. */
@RestControllerAdvice
class ProblemHandler extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemHandler.class);

    private static final URI NO_TYPE = URI.create("about:blank");

    /** The firewall looks at a header or a parameter's name when it is read, which may be here. */
    @ExceptionHandler
    @Nullable ResponseEntity<Object> rejected(
            RequestRejectedException rejection, WebRequest request) {
        return problem(HttpStatus.BAD_REQUEST, Problem.REJECTED, rejection, request);
    }

    @ExceptionHandler
    @Nullable ResponseEntity<Object> unforeseen(Exception failure, WebRequest request)
            throws Exception {
        if (DisconnectedClientHelper.isClientDisconnectedException(failure)) {
            log.debug("The client left");
            return null;
        }
        if (request instanceof ServletWebRequest web
                && web.getResponse() != null
                && web.getResponse().isCommitted()) {
            throw failure; // the connection is cut, so that half an answer does not pass for a
            // whole
        }
        log.error("A request failed", failure);
        return problem(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "The service could not answer this request.",
                failure,
                request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleNoResourceFoundException(
            NoResourceFoundException failure,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return problem(HttpStatus.NOT_FOUND, "There is nothing at this address.", failure, request);
    }

    @Override
    protected ResponseEntity<Object> createResponseEntity(
            @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        HttpHeaders all = HttpHeaders.copyOf(headers);
        all.setContentType(MediaType.APPLICATION_PROBLEM_JSON); // whatever Accept says
        all.setCacheControl("no-store");
        if (body instanceof ProblemDetail problem && problem.getType() == null) {
            problem.setType(NO_TYPE);
        }
        return new ResponseEntity<>(body, all, status);
    }

    private @Nullable ResponseEntity<Object> problem(
            HttpStatus status, String detail, Exception cause, WebRequest request) {
        return handleExceptionInternal(
                cause,
                ProblemDetail.forStatusAndDetail(status, detail),
                new HttpHeaders(),
                status,
                request);
    }
}
