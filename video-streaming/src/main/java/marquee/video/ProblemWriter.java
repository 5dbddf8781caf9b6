package marquee.video;

import java.util.LinkedHashSet;
import java.util.Set;
import marquee.video.problem.Problem;
import marquee.video.problem.ProblemType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;

/** Writes every failure that leaves a Spring handler as a problem. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ProblemWriter implements WebExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemWriter.class);

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        ServerHttpResponse response = exchange.getResponse();
        if (response.isCommitted()) {
            return Mono.error(failure); // ends the connection
        }
        Problem problem = problem(failure);
        byte[] body = problem.json();
        HttpHeaders headers = response.getHeaders();
        headers.clear();
        if (failure instanceof MethodNotAllowedException wrong) {
            headers.setAllow(allowed(wrong));
        }
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        headers.setContentLength(body.length);
        response.setStatusCode(problem.status());
        return response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
    }

    private static Problem problem(Throwable failure) {
        return switch (failure) {
            case MethodNotAllowedException _ ->
                    new Problem(
                            ProblemType.METHOD_NOT_ALLOWED,
                            "This address does not take the method.");
            case ResponseStatusException missing
                    when missing.getStatusCode() == HttpStatus.NOT_FOUND
                            && missing.getReason() == null ->
                    new Problem(ProblemType.NOT_FOUND, "There is nothing at this address.");
            case ResponseStatusException expected -> {
                HttpStatus status = HttpStatus.valueOf(expected.getStatusCode().value());
                String reason = expected.getReason();
                yield Problem.of(status, reason == null ? status.getReasonPhrase() : reason);
            }
            default -> {
                log.error("A request failed", failure);
                yield Problem.UNFORESEEN;
            }
        };
    }

    /** Adds HEAD and OPTIONS to Allow (RFC 9110 §10.2.1), which are answered wherever GET is. */
    private static Set<HttpMethod> allowed(MethodNotAllowedException wrong) {
        Set<HttpMethod> allowed = new LinkedHashSet<>(wrong.getSupportedMethods());
        if (allowed.contains(HttpMethod.GET)) {
            allowed.add(HttpMethod.HEAD);
        }
        allowed.add(HttpMethod.OPTIONS);
        return allowed;
    }

    /** Runs on the service's port and on the management port. */
    @ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
    static class Installation {

        @Bean
        WebExceptionHandler problemWriter() {
            return new ProblemWriter();
        }
    }
}
