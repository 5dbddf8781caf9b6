package marquee.users;

import static marquee.users.ResponseAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistrar;

/** A service whose role is not the owner of the schema (DATABASE_OWNER). */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "DATABASE_PASSWORD=" + Postgres.PASSWORD,
            "DATABASE_OWNER=" + Postgres.OWNER,
            "DATABASE_OWNER_PASSWORD=" + Postgres.PASSWORD
        })
@Import({RowsOnlyIT.AsLesserRole.class, WholeService.WithKey.class})
@DirtiesContext
class RowsOnlyIT {

    private static final String NED = Http.body("ned@thesimpsons.com", "+1 888 123 1116");

    @TestConfiguration(proxyBeanMethods = false)
    static class AsLesserRole {

        @Bean
        Postgres.Database database() {
            return Postgres.newDatabase();
        }

        @Bean
        DynamicPropertyRegistrar role(Postgres.Database database) {
            return registry -> {
                database.publish(registry);
                registry.add("DATABASE_USER", () -> Postgres.ROWS);
            };
        }
    }

    @Autowired Postgres.Database owned;
    @Autowired JdbcClient database;
    @Autowired Flyway migrations;
    private Http http;

    @BeforeEach
    void service(@LocalServerPort int port) {
        http = new Http(port);
        database.sql("delete from directory").update();
    }

    @Test
    void readsAndWritesRows() {
        HttpResponse<String> added = http.add("ned@thesimpsons.com", "+1 888 123 1116");
        String user = Http.header(added, "Location");
        String tag = Http.header(added, "ETag");

        assertThat(added).hasStatus(201);
        assertThat(http.get("/users?q=ned").body()).contains("ned@thesimpsons.com");
        assertThat(http.send("PUT", user, NED, "Content-Type", "application/json")).hasStatus(200);
        assertThat(http.send("DELETE", user, "", "If-Match", tag).statusCode()).isIn(204, 412);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?atomic=true", "?onConflict=update", "?dryRun=true"})
    void importsThroughItsTemporaryTable(String options) {
        assertThat(
                        http.send(
                                "POST",
                                "/users/import" + options,
                                NED,
                                "Content-Type",
                                "application/x-ndjson"))
                .hasStatus(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drop table directory",
                "truncate directory",
                "alter table directory add column more text",
                "create index on directory (email)",
                "create table another (id int)",
                "create function f() returns int language sql as 'select 1'",
                "create schema another",
                "create role another",
                "delete from flyway_schema_history",
                "copy directory to program 'cat'",
                "set role users_service"
            })
    void mayDoNothingElse(String statement) {
        assertThatThrownBy(() -> database.sql(statement).update())
                .rootCause()
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refused -> assertThat(refused.getSQLState()).isEqualTo("42501"));
    }

    @Test
    void isGrantedTheRowsOfLaterMigrationsToo() {
        owned.execute("create table later (id bigint generated always as identity, word text)");

        migrations.migrate();

        assertThat(database.sql("insert into later (word) values ('one')").update()).isEqualTo(1);
        assertThat(database.sql("select word from later").query(String.class).list())
                .containsExactly("one");
    }

    @Test
    void needsNoOwnerWhereThereIsNothingToMigrate() {
        MigrateResult result =
                Flyway.configure()
                        .configuration(migrations.getConfiguration())
                        .dataSource(owned.url(), Postgres.ROWS, Postgres.PASSWORD)
                        .load()
                        .migrate();

        assertThat(result.success).isTrue();
        assertThat(result.migrationsExecuted).isZero();
    }
}
