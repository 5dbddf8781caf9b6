package marquee.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** users-service in its container, beside the database image that holds the five sample users. */
class UsersContainerIT {

    private static Network network;

    static List<String> images() {
        return Images.USERS_SERVICE;
    }

    @BeforeAll
    static void startDatabase() {
        assertThat(Images.ready()).isTrue();
        network = new Network();
    }

    @AfterAll
    static void stopDatabase() {
        network.close();
    }

    @ParameterizedTest
    @MethodSource("images")
    void takesOverTheSampleDatabaseAndFindsHomer(String image) throws Exception {
        try (var service = start(image, "DATABASE_PASSWORD=" + Network.PASSWORD)) {
            int port = service.awaitReady(8123).port(8123);

            var users = Http.get(port, "/users");
            var homer = Http.get(port, "/search?email=HOMER@thesimpsons.com");
            var nobody = Http.get(port, "/search?email=nobody@thesimpsons.com");

            assertThat(new String(users.body(), UTF_8).split("\"email\"")).hasSize(1 + 5);
            assertThat(new String(homer.body(), UTF_8)).contains("+1 888 123 1111");
            assertThat(nobody.statusCode()).isEqualTo(404);
            assertThat(service.stop()).isEqualTo(143);
        }
    }

    @ParameterizedTest
    @MethodSource("images")
    void saysInOneLineThatThePasswordIsMissing(String image) {
        try (var service = start(image)) {
            assertThat(service.awaitExit()).isEqualTo(1);
            assertThat(errors(service)).singleElement().asString().contains("DATABASE_PASSWORD");
        }
    }

    @ParameterizedTest
    @MethodSource("images")
    void saysInOneLineThatThePasswordIsWrong(String image) {
        try (var service = start(image, "DATABASE_PASSWORD=wrong")) {
            assertThat(service.awaitExit()).isEqualTo(1);
            assertThat(errors(service))
                    .singleElement()
                    .asString()
                    .contains("DATABASE_PASSWORD")
                    .doesNotContain("wrong\"");
        }
    }

    @Test
    void startsFromItsAotCache() {
        try (var service =
                start(
                        "marquee-test/users-service",
                        "DATABASE_PASSWORD=" + Network.PASSWORD,
                        "JDK_JAVA_OPTIONS=-XX:AOTMode=on")) {
            assertThat(service.awaitReady(8123).log())
                    .contains("Starting AOT-processed")
                    .doesNotContain("[warning][aot");
            assertThat(service.sharesItsAotCache()).isTrue();
        }
    }

    @Test
    void theDatabaseIsUsefulByItself() {
        String count =
                network.database()
                        .output(
                                "psql",
                                "-U",
                                "users_service",
                                "-d",
                                "users",
                                "-tAc",
                                "select count(*) from directory where email like '%@thesimpsons.com'");

        assertThat(count).isEqualTo("5");
    }

    private static List<String> errors(Container service) {
        return service.log().lines().filter(line -> line.contains("ERROR")).toList();
    }

    private static Container start(String image, String... variables) {
        List<String> options =
                new ArrayList<>(
                        List.of(
                                "--network=" + network.name(),
                                "-m",
                                "384m",
                                "-u",
                                "54321:54321",
                                "-e",
                                "DATABASE_HOST=db",
                                "-p",
                                "127.0.0.1::8123"));
        for (String variable : variables) {
            options.add("-e");
            options.add(variable);
        }
        return Container.start(image, options.toArray(String[]::new));
    }
}
