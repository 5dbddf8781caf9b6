package marquee.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a start says of its variables, and how it ends where one of them cannot be used. */
class StartIT {

    @TempDir Path directory;

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    PORT                | http                 | PORT: expected a port from 0 to 65535, found "http".
                    PORT                | 65536                | PORT: expected a port from 0 to 65535, found "65536".
                    PORT                | ''                   | PORT: expected a port from 0 to 65535, found "".
                    MANAGEMENT_PORT     | -1                   | MANAGEMENT_PORT: expected a port from 0 to 65535, found "-1".
                    MANAGEMENT_ADDRESS  | 192.0.2.1            | MANAGEMENT_ADDRESS: expected an address of this host, or none for all of them, found "192.0.2.1".
                    TLS_CERTIFICATE     | /no/such/file        | TLS_CERTIFICATE: expected the path of the PEM file of a certificate, found "/no/such/file".
                    TLS_KEY             | /no/such/file        | TLS_CERTIFICATE: expected the path of the PEM file of a certificate, found "".
                    LOG_FORMAT          | xml                  | LOG_FORMAT: expected text, ecs, gelf or logstash, found "xml".
                    ACCESS_LOG          | yes                  | ACCESS_LOG: expected true or false, found "yes".
                    OTEL_EXPORTER_OTLP_ENDPOINT | collector:4318 | OTEL_EXPORTER_OTLP_ENDPOINT: expected an https or http address, found "collector:4318".
                    ALLOWED_HOSTS       | http://a             | ALLOWED_HOSTS: expected names between commas and without ports, such as localhost,[::1], found "http://a".
                    SHUTDOWN_DELAY      | soon                 | SHUTDOWN_DELAY: expected a time from 0s to 24h, such as 10s, found "soon".
                    SHUTDOWN_GRACE      | -1s                  | SHUTDOWN_GRACE: expected a time from 0s to 24h, such as 10s, found "-1s".
                    MAX_CONNECTIONS     | many                 | MAX_CONNECTIONS: expected a whole number up to 1000000, or 0 for as many as fit, found "many".
                    REQUEST_TIMEOUT     | 0s                   | REQUEST_TIMEOUT: expected a time from 1ms to 24h, such as 10s, found "0s".
                    KEEP_ALIVE_TIMEOUT  | 25h                  | KEEP_ALIVE_TIMEOUT: expected a time from 1ms to 24h, such as 10s, found "25h".
                    IDLE_TIMEOUT        | 1 minute             | IDLE_TIMEOUT: expected a time from 1ms to 24h, such as 10s, found "1 minute".
                    SEND_MEMORY         | -1MB                 | SEND_MEMORY: expected a size such as 16MB, or 0 for a share of the memory, found "-1MB".
                    VIDEO_DIR           | /no/such/folder      | VIDEO_DIR: expected the path of a folder with videos, found "/no/such/folder", which is not a folder.
                    VIDEO_CACHE_CONTROL | ''                   | VIDEO_CACHE_CONTROL: expected the value of a field, such as no-cache, found "".
                    VIDEO_STORE         | http://films         | VIDEO_STORE: expected s3://BUCKET or s3://BUCKET/PREFIX, or none, found "http://films".
                    VIDEO_STORE         | s3://films           | AWS_REGION: expected the region of the store, such as eu-central-1, found "".
                    VIDEO_STORE_REFRESH | 0                    | VIDEO_STORE_REFRESH: expected a time from 1ms to 24h, such as 10s, found "0".
                    VIDEO_STORE_STREAMS | -1                   | VIDEO_STORE_STREAMS: expected a whole number up to 1000000, or 0 for as many as fit, found "-1".
                    VIDEO_DELIVERY      | here                 | VIDEO_DELIVERY: expected service or redirect, found "here".
                    VIDEO_DELIVERY      | redirect             | VIDEO_DELIVERY: expected service where VIDEO_STORE is not set, found "redirect".
                    VIDEO_LINK_LIFE     | 500ms                | VIDEO_LINK_LIFE: expected a time from 1s to 24h, such as 10s, found "500ms".
                    AWS_ENDPOINT_URL_S3 | store:9000           | AWS_ENDPOINT_URL_S3: expected an https or http address, found "store:9000".
                    """)
    void endsWithOneLineThatNamesTheVariable(String name, String value, String line)
            throws Exception {
        assertEndsWithOneLine(Map.of(name, value), line);
    }

    @Test
    void endsWhereBothPortsAreOne() throws Exception {
        assertEndsWithOneLine(
                Map.of("PORT", "7", "MANAGEMENT_PORT", "7"),
                "MANAGEMENT_PORT: expected another port than PORT, found \"7\" for both.");
    }

    private void assertEndsWithOneLine(Map<String, String> variables, String line)
            throws Exception {
        try (ServiceProcess service = ServiceProcess.start(directory.resolve("log"), variables)) {
            int exit = service.exit();

            assertThat(exit).as(service.log()).isEqualTo(1);
            assertThat(service.log()).doesNotContain("\tat ");
            assertThat(service.log().lines().filter(logged -> logged.contains(" ERROR ")))
                    .singleElement()
                    .asString()
                    .contains(line);
        }
    }

    @Test
    void endsWhereAStoreHasAKeyWithoutItsSecret() throws Exception {
        assertEndsWithOneLine(
                Map.of(
                        "VIDEO_STORE",
                        "s3://films",
                        "AWS_REGION",
                        "eu-central-1",
                        "AWS_ACCESS_KEY_ID",
                        "marquee"),
                "AWS_SECRET_ACCESS_KEY: expected the secret of AWS_ACCESS_KEY_ID, or neither, found"
                        + " one without the other.");
    }

    @Test
    void loadsNothingOfTheClientOfAnObjectStoreWithoutOne() throws Exception {
        Path loaded = directory.resolve("loaded");
        try (ServiceProcess service =
                ServiceProcess.start(
                        directory.resolve("log"),
                        Map.of("VIDEO_DIR", directory.toString()),
                        "-Xlog:class+load:file=" + loaded)) {
            RawHttp.once(service.port(), "GET", "/videos");

            assertThat(Files.readString(loaded))
                    .contains("marquee.video.library.VideoFolder")
                    .doesNotContain(" software.amazon.");
        }
    }

    @Test
    void logsTheConfigurationInForce() throws Exception {
        Map<String, String> variables =
                Map.of(
                        "VIDEO_DIR",
                        directory.toString(),
                        "SHUTDOWN_GRACE",
                        "5s",
                        "VIDEO_DEFAULT",
                        "a b.mp4");
        try (ServiceProcess service = ServiceProcess.start(directory.resolve("log"), variables)) {
            service.port();

            assertThat(service.log().lines().filter(line -> line.contains("Configuration: ")))
                    .singleElement()
                    .asString()
                    .endsWith(
                            "Configuration: PORT=0, MANAGEMENT_PORT=0, MANAGEMENT_ADDRESS=, TLS_CERTIFICATE=, TLS_KEY=, LOG_FORMAT=text, ACCESS_LOG=false, OTEL_EXPORTER_OTLP_ENDPOINT=, ALLOWED_HOSTS=,"
                                    + " SHUTDOWN_DELAY=0s, SHUTDOWN_GRACE=5s, MAX_CONNECTIONS=0,"
                                    + " REQUEST_TIMEOUT=10s, KEEP_ALIVE_TIMEOUT=60s,"
                                    + " IDLE_TIMEOUT=60s, SEND_MEMORY=0, VIDEO_DIR="
                                    + directory
                                    + ", VIDEO_DEFAULT=\"a b.mp4\", VIDEO_CACHE_CONTROL=no-cache,"
                                    + " VIDEO_STORE=, VIDEO_STORE_REFRESH=10s,"
                                    + " VIDEO_STORE_STREAMS=0, VIDEO_DELIVERY=service,"
                                    + " VIDEO_LINK_LIFE=5m, AWS_ENDPOINT_URL_S3=, AWS_REGION=,"
                                    + " AWS_ACCESS_KEY_ID=, AWS_SECRET_ACCESS_KEY=,"
                                    + " AWS_SESSION_TOKEN=");
        }
    }
}
