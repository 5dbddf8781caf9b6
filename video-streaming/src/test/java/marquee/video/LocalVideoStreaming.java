package marquee.video;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/** The local run: for whoever sits at this machine, and no page elsewhere. */
final class LocalVideoStreaming {

    private LocalVideoStreaming() {}

    static void main(String[] args) {
        LocalRun run = LocalRun.join(Path.of(".local").toAbsolutePath(), "video-streaming");
        SpringApplication application = new SpringApplication(VideoStreamingApplication.class);
        application.setDefaultProperties(
                Map.of(
                        "ALLOWED_HOSTS",
                        "localhost,127.0.0.1,[::1]",
                        "logging.level.root",
                        "warn",
                        "logging.pattern.console",
                        "%5p %m%n%wEx",
                        "MANAGEMENT_ADDRESS",
                        "localhost",
                        "server.address",
                        "localhost"));
        application.addListeners(
                (ApplicationListener<ApplicationReadyEvent>)
                        ready -> sayReady(run, ready.getApplicationContext().getEnvironment()));
        try {
            application.run(args);
        } catch (RuntimeException e) { // said in one line by then
            run.fail();
            System.exit(1);
        }
    }

    private static void sayReady(LocalRun run, Environment environment) {
        String port = environment.getProperty("local.server.port");
        try {
            System.out.print(
                    run.ready(
                            "Microservice listening on port %1$s, point your browser at http://localhost:%1$s/video"
                                    .formatted(port),
                            ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
