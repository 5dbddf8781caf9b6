package marquee.video;

import java.util.Map;
import org.springframework.boot.SpringApplication;

/** The local run: for whoever sits at this machine, and no page elsewhere. */
final class LocalVideoStreaming {

    private LocalVideoStreaming() {}

    static void main(String[] args) {
        SpringApplication application = new SpringApplication(VideoStreamingApplication.class);
        application.setDefaultProperties(
                Map.of(
                        "ALLOWED_HOSTS",
                        "localhost,127.0.0.1,[::1]",
                        "management.server.address",
                        "localhost",
                        "server.address",
                        "localhost"));
        application.run(args);
    }
}
