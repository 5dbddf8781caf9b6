package marquee.users.access;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import marquee.users.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/** token.sh, as one who deploys the service runs it. */
class TokenScriptTests {

    private static final Path SCRIPT = Path.of("token.sh").toAbsolutePath();

    @TempDir Path directory;

    private record Run(int exit, String output, String errors) {}

    @ParameterizedTest
    @MethodSource("shells")
    void itsTokenIsAcceptedWithItsKey(List<String> shell) throws Exception {
        run(shell, "keys");

        Run token =
                run(
                        shell,
                        "token",
                        "--scope",
                        "users:read users:write",
                        "--ttl",
                        "60",
                        "--issuer",
                        Tokens.ISSUER,
                        "--audience",
                        Tokens.AUDIENCE);

        Jwt jwt = decoder().decode(token.output().strip());
        assertThat(jwt.getClaimAsString("scope")).isEqualTo("users:read users:write");
        assertThat(jwt.getExpiresAt()).isEqualTo(requireNonNull(jwt.getIssuedAt()).plusSeconds(60));
    }

    static Stream<List<String>> shells() {
        return Stream.of(List.of("sh"), List.of("dash"), List.of("busybox", "sh"))
                .filter(shell -> found(shell.getFirst()));
    }

    @Test
    void itsTokenForAnotherAudienceIsRefused() throws Exception {
        List<String> sh = List.of("sh");
        run(sh, "keys");
        String token =
                run(sh, "token", "--issuer", Tokens.ISSUER, "--audience", "them").output().strip();

        assertThatThrownBy(() -> decoder().decode(token))
                .isInstanceOf(BadJwtException.class)
                .hasMessageContaining("aud");
    }

    @Test
    void privateKeyIsForItsOwnerAlone() throws Exception {
        run(List.of("sh"), "keys");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(privateKey())))
                .isEqualTo("rw-------");
    }

    @Test
    void neverOverwritesKey() throws Exception {
        run(List.of("sh"), "keys");
        String before = Files.readString(privateKey());

        Run again = run(List.of("sh"), "keys");

        assertThat(again.exit()).isEqualTo(1);
        assertThat(again.errors()).contains("jwt-private.pem exists");
        assertThat(Files.readString(privateKey())).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource
    void saysWhatItExpected(List<String> arguments, String message) throws Exception {
        run(List.of("sh"), "keys");

        Run run = run(List.of("sh"), arguments.toArray(String[]::new));

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.output()).isEmpty();
        assertThat(run.errors()).contains(message);
    }

    static Stream<Arguments> saysWhatItExpected() {
        return Stream.of(
                arguments(List.of(), "keys or token"),
                arguments(List.of("token", "--ttl", "1h"), "--ttl: expected a number of seconds"),
                arguments(List.of("token", "--ttl"), "--ttl: expected a value"),
                arguments(List.of("token", "--subject", "a\",\"scope\":\"b"), "without quotes"),
                arguments(List.of("token", "--scop", "x"), "expected an option"));
    }

    private JwtDecoder decoder() throws IOException {
        return new TokenConfiguration()
                .decoder(
                        new TokenProperties(
                                Files.readString(directory.resolve("jwt-public.pem")),
                                "",
                                Tokens.ISSUER,
                                Tokens.AUDIENCE,
                                "open"));
    }

    private Path privateKey() {
        return directory.resolve("jwt-private.pem");
    }

    private Run run(List<String> shell, String... arguments) throws Exception {
        assumeTrue(found("openssl"), "openssl is not on the PATH: token.sh is not tested");
        Path output = directory.resolve("output");
        Path errors = directory.resolve("errors");
        Process process =
                new ProcessBuilder(
                                Stream.of(
                                                shell.stream(),
                                                Stream.of(SCRIPT.toString()),
                                                Stream.of(arguments))
                                        .flatMap(part -> part)
                                        .toList())
                        .directory(directory.toFile())
                        .redirectOutput(output.toFile())
                        .redirectError(errors.toFile())
                        .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Run(
                process.exitValue(),
                Files.readString(output, StandardCharsets.UTF_8),
                Files.readString(errors, StandardCharsets.UTF_8));
    }

    private static boolean found(String command) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
    }
}
