package marquee.users;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.micrometer.metrics.autoconfigure.jvm.JvmMetricsAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcObservationAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;

/** Starts the service. */
@SpringBootApplication(
        exclude = {
            ErrorMvcAutoConfiguration.class, // ProblemValve answers instead
            JvmMetricsAutoConfiguration.class, // JvmMetrics cost less
            WebMvcObservationAutoConfiguration.class // Traffic counts what Spring does not see too
        })
public class UsersServiceApplication {

    static void main(String[] args) {
        SpringApplication.run(UsersServiceApplication.class, args);
    }
}
