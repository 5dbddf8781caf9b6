package marquee.users;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Fills a directory that never held a row, before the first request can see it. */
@TestConfiguration(proxyBeanMethods = false)
class SampleUsers {

    @Bean
    FlywayMigrationStrategy migrateAndFill(DataSource dataSource) {
        return flyway -> {
            flyway.migrate();
            JdbcClient database = JdbcClient.create(dataSource);
            if (neverHeldRow(database)) {
                database.sql(sampleUsers()).update();
            }
        };
    }

    /** Every row took an id; ids are never given back. */
    private static boolean neverHeldRow(JdbcClient database) {
        return database.sql(
                        """
                        select pg_sequence_last_value(
                            pg_get_serial_sequence('directory', 'user_id')::regclass) is null
                        """)
                .query(Boolean.class)
                .single();
    }

    private static String sampleUsers() {
        try {
            return Files.readString(Path.of("test-database", "setup.sql"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
