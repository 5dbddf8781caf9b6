package marquee.video;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;

/**
 * The errors that the application never sees, as problem+json: requests that are no HTTP, and
 * failures that nothing handled. Tomcat would write HTML.
 */
final class ProblemValve extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        HttpStatus status = HttpStatus.resolve(response.getStatus());
        if (status == null
                || !status.isError()
                || response.getContentWritten() > 0
                || !response.setErrorReported()) {
            return;
        }
        ProblemDetail problem = ProblemDetail.forStatus(status);
        problem.setDetail(
                status.is4xxClientError()
                        ? "The request is not one that this service can read."
                        : "The service failed to answer; its log says why.");
        byte[] body = Problem.json(problem);
        try {
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
            response.finishResponse();
        } catch (IOException _) {
            // Whoever asked is gone, and there is nobody to tell.
        }
    }

    /** On the port of the service and on that of its management. */
    @ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
    static class Installation {

        /**
         * Last, so that the valve is the first to see an error: Spring Boot adds one of its own.
         */
        @Bean
        @Order(Ordered.LOWEST_PRECEDENCE)
        WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> problemValve() {
            return factory ->
                    factory.addContextCustomizers(context -> {
                        StandardHost host = (StandardHost) context.getParent();
                        host.setErrorReportValveClass("");
                        host.getPipeline().addValve(new ProblemValve());
                        host.getPipeline().addValve(new UnreadablePath());
                    });
        }
    }
}
