package marquee.users;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;

/** Starts the service; everything else in this package is package-private. */
@SpringBootApplication(
        exclude = ErrorMvcAutoConfiguration.class) // ConnectorProblems answers instead
public class UsersServiceApplication {

    static void main(String[] args) {
        SpringApplication.run(UsersServiceApplication.class, args);
    }
}
