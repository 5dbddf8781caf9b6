package marquee.users.start;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.springframework.aot.AotDetector;
import org.springframework.boot.SpringApplication;
import org.springframework.core.SpringProperties;
import org.springframework.mock.env.MockEnvironment;

class PreparedContextTests {

    @AfterEach
    void forget() {
        SpringProperties.setProperty(AotDetector.AOT_ENABLED, null);
    }

    @Test
    void isUsedWhereNoVariableDecides() {
        SpringProperties.setFlag(AotDetector.AOT_ENABLED, true);

        start(new MockEnvironment().withProperty("DATABASE_READ_HOST", " "));

        assertThat(AotDetector.useGeneratedArtifacts()).isTrue();
    }

    @ParameterizedTest
    @FieldSource("marquee.users.start.PreparedContext#DECIDING")
    void isNotUsedWhereOneDoes(String variable) {
        SpringProperties.setFlag(AotDetector.AOT_ENABLED, true);

        start(new MockEnvironment().withProperty(variable, "somewhere"));

        assertThat(AotDetector.useGeneratedArtifacts()).isFalse();
    }

    private static void start(MockEnvironment environment) {
        new PreparedContext().postProcessEnvironment(environment, new SpringApplication());
    }
}
