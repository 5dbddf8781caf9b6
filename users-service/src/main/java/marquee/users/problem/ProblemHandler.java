package marquee.users.problem;

import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import org.springframework.web.util.DisconnectedClientHelper;

/** Turns every failure in Spring MVC into a problem (RFC 9457). */
@RestControllerAdvice
class ProblemHandler extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemHandler.class);

    /**
     * Handles what the firewall refuses late: it checks headers and parameters when they are read.
     */
    @ExceptionHandler
    @Nullable ResponseEntity<Object> rejected(
            RequestRejectedException rejection, WebRequest request) {
        return problem(HttpStatus.BAD_REQUEST, Problem.REJECTED, rejection, request);
    }

    /** Handles parameters that Tomcat cannot parse; its own message would quote them. */
    @ExceptionHandler
    @Nullable ResponseEntity<Object> unreadable(
            InvalidParameterException failure, WebRequest request) {
        return problem(
                HttpStatus.BAD_REQUEST,
                "Expected parameters in percent-encoded UTF-8, found others, or too many.",
                failure,
                request);
    }

    @ExceptionHandler
    @Nullable ResponseEntity<Object> unforeseen(Exception failure, WebRequest request)
            throws Exception {
        Refusal refusal = DatabaseErrors.refusal(failure);
        // A connection to the database breaks with the words of one that a client leaves.
        if (refusal == null && DisconnectedClientHelper.isClientDisconnectedException(failure)) {
            log.debug("The client left");
            return null;
        }
        if (request instanceof ServletWebRequest web
                && web.getResponse() != null
                && web.getResponse().isCommitted()) {
            throw failure; // ends the connection, so that nobody takes half an answer for a whole
            // one
        }
        if (refusal != null) {
            return handleErrorResponseException(
                    refusal, refusal.getHeaders(), refusal.getStatusCode(), request);
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

    /** Adds HEAD and OPTIONS to Allow (RFC 9110 §10.2.1), which are answered wherever GET is. */
    @Override
    protected @Nullable ResponseEntity<Object> handleHttpRequestMethodNotSupported(
            HttpRequestMethodNotSupportedException failure,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        Set<HttpMethod> allowed = new LinkedHashSet<>(headers.getAllow());
        if (allowed.contains(HttpMethod.GET)) {
            allowed.add(HttpMethod.HEAD);
        }
        allowed.add(HttpMethod.OPTIONS);
        HttpHeaders all = HttpHeaders.copyOf(headers);
        all.setAllow(allowed);
        return handleExceptionInternal(
                failure,
                ProblemDetail.forStatusAndDetail(status, "This address does not take the method."),
                all,
                status,
                request);
    }

    /** Names the types that POST accepts in Accept-Post (Linked Data Platform 1.0 §7.1). */
    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotSupported(
            HttpMediaTypeNotSupportedException failure,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        HttpHeaders all = HttpHeaders.copyOf(headers);
        if (request instanceof ServletWebRequest web
                && web.getHttpMethod().equals(HttpMethod.POST)) {
            all.set("Accept-Post", MediaType.toString(failure.getSupportedMediaTypes()));
        }
        return super.handleHttpMediaTypeNotSupported(failure, all, status, request);
    }

    @Override
    protected ResponseEntity<Object> createResponseEntity(
            @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        HttpHeaders all = HttpHeaders.copyOf(headers);
        all.setContentType(MediaType.APPLICATION_PROBLEM_JSON); // regardless of Accept
        all.setCacheControl("no-store");
        return new ResponseEntity<>(
                Problem.json(
                        body instanceof ProblemDetail problem
                                ? problem
                                : ProblemDetail.forStatus(status)),
                all,
                status);
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
