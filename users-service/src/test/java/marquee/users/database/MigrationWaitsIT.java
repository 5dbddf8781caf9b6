package marquee.users.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.SocketTimeoutException;
import marquee.users.Postgres;
import marquee.users.start.UnusableVariableException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationWaitsIT {

    /** Takes longer than the connections of this test wait for anything else. */
    private static final class LongMigration implements JavaMigration {

        @Override
        public MigrationVersion getVersion() {
            return MigrationVersion.fromVersion("1");
        }

        @Override
        public String getDescription() {
            return "long";
        }

        @Override
        public @Nullable Integer getChecksum() {
            return null;
        }

        @Override
        public boolean canExecuteInTransaction() {
            return true;
        }

        @Override
        public void migrate(Context context) throws Exception {
            try (var statement = context.getConnection().createStatement()) {
                statement.execute("select pg_sleep(2)");
            }
        }
    }

    @Test
    void migrationMayTakeItsTime() {
        assertThat(migrate("30m")).isEqualTo(1);
    }

    @Test
    void migrationHasAnEnd() {
        assertThatThrownBy(() -> migrate("1s"))
                .hasRootCauseInstanceOf(SocketTimeoutException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-1s", "0s", "8d", "99999999999999999999s"})
    void refusesWhatIsNoTime(String text) {
        assertThatThrownBy(() -> new MigrationWaits(text))
                .isInstanceOf(UnusableVariableException.class)
                .hasMessage(
                        "MIGRATION_TIMEOUT: expected a time up to 7d, such as 30m, found \"%s\".",
                        text);
    }

    private static int migrate(String timeout) {
        return Flyway.configure()
                .dataSource(
                        Postgres.newDatabase().url() + "?socketTimeout=1",
                        Postgres.OWNER,
                        Postgres.PASSWORD)
                .locations(new String[0])
                .javaMigrations(new LongMigration())
                .callbacks(new MigrationWaits(timeout))
                .load()
                .migrate()
                .migrationsExecuted;
    }
}
