package marquee.users;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service as a workplace runs it, with a PostgreSQL of its own. */
class LocalRunIT {

    @TempDir Path directory;

    @BeforeEach
    void sampleUsers() throws IOException {
        Path sample = Files.createDirectories(directory.resolve("test-database"));
        Files.copy(Path.of("../test-database/setup.sql"), sample.resolve("setup.sql"));
    }

    @Test
    void saysWhereItListensAndWhatToTryAndNothingElse() throws Exception {
        try (ServiceProcess service = start(Map.of())) {
            int port = service.port();

            assertThat(service.log())
                    .startsWith("Microservice listening on port " + port)
                    .contains("curl -i http://localhost:" + port + "/users");
            assertThat(new Http(port).get("/users?q=homer").body()).contains("+1 888 123 1111");
            assertNobodyElseWrites(directory.resolve(".local"));
            assertNobodyElseWrites(directory.resolve(".local/postgres-binaries"));
            service.stop();
        }
    }

    private static void assertNobodyElseWrites(Path folder) throws IOException {
        assertThat(Files.getPosixFilePermissions(folder))
                .doesNotContain(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
    }

    @Test
    void endsWithOneLineWhereItsPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServiceProcess service =
                        start(Map.of("PORT", String.valueOf(taken.getLocalPort())))) {
            assertThat(service.exit()).isEqualTo(1);
            assertThat(List.of(service.log().split("\n")))
                    .singleElement()
                    .asString()
                    .startsWith("ERROR ")
                    .contains("Port " + taken.getLocalPort() + " was already in use");
        }
    }

    private ServiceProcess start(Map<String, String> variables) throws IOException {
        return ServiceProcess.start(
                LocalUsersService.class, directory, directory.resolve("log"), variables);
    }
}
