package marquee.video;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;

/** Starts the service; everything else in this package is package-private. */
@SpringBootApplication(exclude = ErrorMvcAutoConfiguration.class) // ProblemValve answers instead
@ConfigurationPropertiesScan
public class VideoStreamingApplication {

    static void main(String[] args) {
        SpringApplication.run(VideoStreamingApplication.class, args);
    }
}
