package marquee.users.connector;

import java.io.IOException;
import marquee.users.problem.Problem;
import org.apache.catalina.Pipeline;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;

/**
 * Answers with a problem where Tomcat would answer in HTML: to requests that it cannot parse, which
 * never reach Spring, and to errors that leave Spring.
 */
final class ProblemValve extends ErrorReportValve {

    private static final Logger log = LoggerFactory.getLogger(ProblemValve.class);

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        HttpStatus status = HttpStatus.resolve(response.getStatus());
        if (status == null
                || !status.isError()
                || response.getContentWritten() > 0
                || !response.setErrorReported()) {
            return;
        }
        try {
            Problem.write(response, status, detail(status));
            response.finishResponse();
        } catch (IOException e) {
            log.debug("The client left before it was told", e);
        }
    }

    private static String detail(HttpStatus status) {
        return switch (status) {
            case BAD_REQUEST -> "The request is not one that this service can read.";
            case HTTP_VERSION_NOT_SUPPORTED -> "This service speaks HTTP/1.1 and HTTP/1.0.";
            case METHOD_NOT_ALLOWED -> "This address does not take the method.";
            case NOT_IMPLEMENTED -> "The service does not do this.";
            default ->
                    status.is4xxClientError()
                            ? "The service does not take this request."
                            : "The service could not answer this request.";
        };
    }

    /**
     * Adds the valve in place of Tomcat's own, on the service's port and on the management port.
     */
    @ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
    static class Installation {

        /**
         * Added last, so that it is innermost and answers before the valve that Spring Boot adds.
         */
        @Bean
        @Order(Ordered.LOWEST_PRECEDENCE)
        WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> problemValve() {
            return factory ->
                    factory.addContextCustomizers(context -> {
                        Pipeline valves = context.getParent().getPipeline();
                        valves.addValve(new UnreadBody());
                        valves.addValve(new Admission());
                        valves.addValve(new ProblemValve());
                        valves.addValve(new UnreadablePath());
                    });
        }
    }
}
