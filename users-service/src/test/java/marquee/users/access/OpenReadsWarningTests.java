package marquee.users.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;

@ExtendWith(OutputCaptureExtension.class)
class OpenReadsWarningTests {

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1"})
    void warnsWhereReadsAreOpenBeyondLoopback(@Nullable String address, CapturedOutput output) {
        warn("open", address);

        assertThat(output)
                .containsOnlyOnce("Reads need no token")
                .contains("DIRECTORY_READ=token", "RATE_LIMIT", "ALLOWED_HOSTS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void isSilentOnLoopback(String address, CapturedOutput output) {
        warn("open", address);

        assertThat(output).isEmpty();
    }

    @Test
    void isSilentWhereReadsNeedToken(CapturedOutput output) {
        warn("token", null);

        assertThat(output).isEmpty();
    }

    private static void warn(String directoryRead, @Nullable String address) {
        ServerProperties server = new ServerProperties();
        if (address != null) {
            server.setAddress(InetAddress.ofLiteral(address));
        }
        new OpenReadsWarning(new TokenProperties("", "", "", "", directoryRead), server).warn();
    }
}
