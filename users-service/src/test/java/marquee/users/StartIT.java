package marquee.users;

import static marquee.users.ResponseAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A start that cannot succeed ends, and says why in one line. Two at a time, each a process of its
 * own.
 */
@Execution(ExecutionMode.CONCURRENT)
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

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    PORT                | http        | PORT: expected a port from 0 to 65535, found "http".
                    MANAGEMENT_PORT     | ''          | MANAGEMENT_PORT: expected a port from 0 to 65535, found "".
                    MANAGEMENT_ADDRESS  | 192.0.2.1            | MANAGEMENT_ADDRESS: expected an address of this host, or none for all of them, found "192.0.2.1".
                    TLS_CERTIFICATE     | /no/such/file        | TLS_CERTIFICATE: expected the path of the PEM file of a certificate, found "/no/such/file".
                    TLS_KEY             | /no/such/file        | TLS_CERTIFICATE: expected the path of the PEM file of a certificate, found "".
                    LOG_FORMAT          | xml                  | LOG_FORMAT: expected text, ecs, gelf or logstash, found "xml".
                    ACCESS_LOG          | yes                  | ACCESS_LOG: expected true or false, found "yes".
                    OTEL_EXPORTER_OTLP_ENDPOINT | collector:4318 | OTEL_EXPORTER_OTLP_ENDPOINT: expected an https or http address, found "collector:4318".
                    ALLOWED_HOSTS       | http://a    | ALLOWED_HOSTS: expected
                    SHUTDOWN_DELAY      | soon        | SHUTDOWN_DELAY: expected a time from 0s to 24h, such as 10s, found "soon".
                    SHUTDOWN_GRACE      | -1s         | SHUTDOWN_GRACE: expected a time from 0s to 24h, such as 10s, found "-1s".
                    MAX_CONNECTIONS     | many        | MAX_CONNECTIONS: expected a whole number up to 1000000, or 0 for as many as fit, found "many".
                    REQUEST_TIMEOUT     | 0s          | REQUEST_TIMEOUT: expected a time from 1ms to 24h, such as 10s, found "0s".
                    KEEP_ALIVE_TIMEOUT  | 25h         | KEEP_ALIVE_TIMEOUT: expected a time from 1ms to 24h, such as 10s, found "25h".
                    LEAST_RATE          | fast        | LEAST_RATE: expected a size from 1B to 1GB, such as 4KB, found "fast".
                    LEAST_RATE          | 0B          | LEAST_RATE: expected a size from 1B to 1GB, such as 4KB, found "0B".
                    DATABASE_HOST       | a b         | DATABASE_HOST: expected a host, or several with commas between, each perhaps with :port, found "a b".
                    DATABASE_PORT       | 54x         | DATABASE_PORT: expected a number from 1 to 65535, found "54x".
                    DATABASE_TIMEOUT    | soon        | DATABASE_TIMEOUT: expected a time up to 10m, such as 1500ms or 3s, found "soon".
                    DATABASE_READ_HOST  | a:b         | DATABASE_READ_HOST: expected a host, or several with commas between, each perhaps with :port, found "a:b".
                    DATABASE_READ_LAG   | 1s          | DATABASE_READ_LAG: expected a time from 2s to 24h, such as 10s, found "1s".
                    REPLICAS            | 0           | REPLICAS: expected a whole number from 1 to 1000, found "0".
                    MIGRATION_TIMEOUT   | never       | MIGRATION_TIMEOUT: expected a time up to 7d, such as 30m, found "never".
                    JWT_PUBLIC_KEY      | a key       | JWT_PUBLIC_KEY: expected
                    JWT_PUBLIC_KEY_FILE | /no/file    | JWT_PUBLIC_KEY_FILE: expected the path of a file that can be read, found "/no/file".
                    JWT_JWK_SET_URI     | keys        | JWT_JWK_SET_URI: expected an https or http address, found "keys".
                    DIRECTORY_READ      | shut        | DIRECTORY_READ: expected open or token, found "shut".
                    RATE_LIMIT          | 5           | RATE_LIMIT: expected a number of requests, a slash and s, m or h, such as 100/m, found "5".
                    TRUSTED_PROXIES     | 10.0.0.0/99 | TRUSTED_PROXIES: expected addresses or ranges between commas, such as 10.0.0.0/8,2001:db8::1, found "10.0.0.0/99".
                    """)
    void endsWithOneLineThatNamesTheVariable(String name, String value, String line)
            throws Exception {
        Map<String, String> all = new HashMap<>(Postgres.newDatabase().variables());
        all.put("DATABASE_PASSWORD", Postgres.PASSWORD);
        all.put(name, value);
        assertEndsWithOneLine(all, line);
    }

    @Test
    void endsWhereBothPortsAreOne() throws Exception {
        assertEndsWithOneLine(
                Map.of("PORT", "7", "MANAGEMENT_PORT", "7"),
                "MANAGEMENT_PORT: expected another port than PORT, found \"7\" for both.");
    }

    @Test
    void logsTheConfigurationInForceWithoutItsSecrets() throws Exception {
        Map<String, String> variables = new HashMap<>();
        variables.put("DATABASE_PASSWORD", "not-the-password");
        variables.put("DATABASE_HOST", "a,b:5433");
        variables.put("JWT_JWK_SET_URI", "https://me:secret-of-mine@keys.example.org/jwks");
        variables.put("DIRECTORY_READ", "token");
        variables.put("RATE_LIMIT", "5"); // ends the start, when the line is there
        try (ServiceProcess service = ServiceProcess.start(directory.resolve("log"), variables)) {
            service.exit();

            assertThat(service.log())
                    .doesNotContain("not-the-password")
                    .doesNotContain("secret-of-mine");
            assertThat(service.log().lines().filter(line -> line.contains("Configuration: ")))
                    .singleElement()
                    .asString()
                    .endsWith(
                            "Configuration: PORT=0, MANAGEMENT_PORT=0, MANAGEMENT_ADDRESS=, TLS_CERTIFICATE=, TLS_KEY=, LOG_FORMAT=text, ACCESS_LOG=false, OTEL_EXPORTER_OTLP_ENDPOINT=, ALLOWED_HOSTS=,"
                                    + " SHUTDOWN_DELAY=0s, SHUTDOWN_GRACE=30s, MAX_CONNECTIONS=0,"
                                    + " REQUEST_TIMEOUT=10s, KEEP_ALIVE_TIMEOUT=60s,"
                                    + " LEAST_RATE=4KB, DATABASE_HOST=a,b:5433, DATABASE_PORT=5432,"
                                    + " DATABASE_NAME=users, DATABASE_USER=users_service,"
                                    + " DATABASE_PASSWORD=***, DATABASE_OWNER=users_service,"
                                    + " DATABASE_OWNER_PASSWORD=***, DATABASE_TIMEOUT=1500ms,"
                                    + " DATABASE_READ_HOST=, DATABASE_READ_LAG=10s, REPLICAS=1,"
                                    + " MIGRATION_TIMEOUT=30m, JWT_PUBLIC_KEY=,"
                                    + " JWT_JWK_SET_URI=https://***@keys.example.org/jwks,"
                                    + " JWT_ISSUER=, JWT_AUDIENCE=, DIRECTORY_READ=token,"
                                    + " RATE_LIMIT=5, TRUSTED_PROXIES=");
        }
    }

    @Test
    void warnsWhereTheReplicasMayTakeMoreConnectionsThanThereAre() throws Exception {
        Map<String, String> variables = new HashMap<>(Postgres.newDatabase().variables());
        variables.put("DATABASE_PASSWORD", Postgres.PASSWORD);
        variables.put("REPLICAS", "7");
        try (ServiceProcess service = ServiceProcess.start(directory.resolve("log"), variables)) {
            Http http = new Http(service.port());
            await().until(() -> http.get("/readyz").statusCode() == 200);

            assertThat(service.log())
                    .contains(
                            "PostgreSQL has 97 connections for this role, and REPLICAS=7 may take"
                                    + " 105 (15 each)");
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
                        "has no database \"nobodys\". Check DATABASE_NAME."));
    }
}
