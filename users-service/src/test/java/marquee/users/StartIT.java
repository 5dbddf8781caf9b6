package marquee.users;

import static marquee.users.ResponseAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A start that cannot succeed ends, and says why in one line. */
class StartIT {

    @TempDir Path directory;

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void endsWithOneLineThatSaysWhatToDo(
            String problem, Map<String, String> variables, String advice) throws Exception {
        Map<String, String> all = new HashMap<>(Postgres.newDatabase().variables());
        all.putAll(variables);
        assertEndsWithOneLine(all, advice);
    }

    private void assertEndsWithOneLine(Map<String, String> variables, String advice)
            throws Exception {
        try (ServiceProcess service = ServiceProcess.start(directory.resolve("log"), variables)) {
            int exit = service.exit();

            assertThat(exit).as(service.log()).isEqualTo(1);
            assertThat(service.log()).doesNotContain("\tat ").doesNotContain("not-the-password");
            assertThat(service.log().lines().filter(line -> line.contains(" ERROR ")))
                    .singleElement()
                    .asString()
                    .contains(advice);
        }
    }

    @Test
    void listensAndIsNotReadyWhereTheDatabaseFallsSilentAfterTheLogin() throws Exception {
        Map<String, String> variables = new HashMap<>(Postgres.newDatabase().variables());
        int database = Integer.parseInt(variables.get("DATABASE_PORT"));
        try (SilentProxy proxy = new SilentProxy(database)) {
            variables.put("DATABASE_HOST", "127.0.0.1");
            variables.put("DATABASE_PORT", String.valueOf(proxy.port()));
            variables.put("DATABASE_PASSWORD", Postgres.PASSWORD);

            try (ServiceProcess service =
                    ServiceProcess.start(directory.resolve("log"), variables)) {
                Http http = new Http(service.port());

                assertThat(http.get("/livez")).hasStatus(200);
                assertThat(http.get("/readyz")).hasStatus(503);
                assertThat(http.get("/users/1")).isProblem(503);
            }
        }
    }

    static Stream<Arguments> endsWithOneLineThatSaysWhatToDo() {
        return Stream.of(
                arguments(
                        "no password",
                        Map.of(),
                        "Set the environment variable DATABASE_PASSWORD, or DATABASE_PASSWORD_FILE"),
                arguments(
                        "wrong password",
                        Map.of("DATABASE_PASSWORD", "not-the-password"),
                        "Check DATABASE_USER and DATABASE_PASSWORD."),
                arguments(
                        "owner without password",
                        Map.of("DATABASE_PASSWORD", Postgres.PASSWORD, "DATABASE_OWNER", "owner"),
                        "Set the environment variable DATABASE_OWNER_PASSWORD, or"
                                + " DATABASE_OWNER_PASSWORD_FILE"),
                arguments(
                        "wrong password of the owner",
                        Map.of(
                                "DATABASE_PASSWORD",
                                Postgres.PASSWORD,
                                "DATABASE_OWNER",
                                Postgres.ROWS,
                                "DATABASE_OWNER_PASSWORD",
                                "not-the-password"),
                        "user \"users_rows\" in. Check DATABASE_OWNER and DATABASE_OWNER_PASSWORD."),
                arguments(
                        "no such database",
                        Map.of("DATABASE_PASSWORD", Postgres.PASSWORD, "DATABASE_NAME", "nobodys"),
                        "has no database \"nobodys\". Check DATABASE_NAME."),
                arguments(
                        "no host",
                        Map.of("DATABASE_PASSWORD", Postgres.PASSWORD, "DATABASE_HOST", "a b"),
                        "DATABASE_HOST: expected a host, or several with commas between, each"
                                + " perhaps with :port, found \"a b\"."),
                arguments(
                        "no port",
                        Map.of("DATABASE_PASSWORD", Postgres.PASSWORD, "DATABASE_PORT", "54x"),
                        "DATABASE_PORT: expected a number from 1 to 65535, found \"54x\"."),
                arguments(
                        "no time",
                        Map.of("DATABASE_PASSWORD", Postgres.PASSWORD, "DATABASE_TIMEOUT", "soon"),
                        "DATABASE_TIMEOUT: expected a time up to 10m, such as 1500ms or 3s, found"
                                + " \"soon\"."));
    }
}
