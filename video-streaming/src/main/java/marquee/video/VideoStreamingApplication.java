package marquee.video;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the service; everything else in this package is package-private. */
@SpringBootApplication
public class VideoStreamingApplication {

    static void main(String[] args) {
        SpringApplication.run(VideoStreamingApplication.class, args);
    }
}
