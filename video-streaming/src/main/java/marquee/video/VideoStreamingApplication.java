package marquee.video;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.micrometer.metrics.autoconfigure.jvm.JvmMetricsAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.error.ErrorWebFluxAutoConfiguration;

/** Starts the service. */
@SpringBootApplication(
        exclude = {
            ErrorWebFluxAutoConfiguration.class, // ProblemWriter answers
            JvmMetricsAutoConfiguration.class // JvmMetrics cost less
        })
@ConfigurationPropertiesScan
public class VideoStreamingApplication {

    static void main(String[] args) {
        SpringApplication.run(VideoStreamingApplication.class, args);
    }
}
