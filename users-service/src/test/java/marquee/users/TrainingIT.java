package marquee.users;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;

/** The start that an image build records its AOT cache from: no database is there. */
class TrainingIT {

    @Test
    void startsWithoutADatabase() {
        String[] nowhere = {
            "--spring.profiles.active=training",
            "--DATABASE_PORT=1",
            "--PORT=0",
            "--MANAGEMENT_PORT=0"
        };

        try (var context = SpringApplication.run(UsersServiceApplication.class, nowhere)) {
            assertThat(context.isRunning()).isTrue();
        }
    }
}
