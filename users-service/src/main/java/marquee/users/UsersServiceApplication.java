package marquee.users;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the service; everything else in this package is package-private. */
@SpringBootApplication
public class UsersServiceApplication {

    static void main(String[] args) {
        SpringApplication.run(UsersServiceApplication.class, args);
    }
}
