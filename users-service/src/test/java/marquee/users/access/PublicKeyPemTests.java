package marquee.users.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import marquee.users.Tokens;
import marquee.users.start.UnusableVariableException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PublicKeyPemTests {

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void readsKey(String description, UnaryOperator<String> change) throws Exception {
        assertThat(PublicKeyPem.read(change.apply(Tokens.publicKey())))
                .isEqualTo(Tokens.KEY.toRSAPublicKey());
    }

    static Stream<Arguments> readsKey() {
        return Stream.of(
                arguments("as printed", change(pem -> pem)),
                arguments("without last line break", change(String::strip)),
                arguments("with Windows line breaks", change(pem -> pem.replace("\n", "\r\n"))),
                arguments("with the two characters \\n", change(pem -> pem.replace("\n", "\\n"))),
                arguments("in one line", change(pem -> pem.replace("\n", " "))),
                arguments("indented", change(pem -> pem.indent(8))));
    }

    private static UnaryOperator<String> change(UnaryOperator<String> change) {
        return change;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void saysWhatIsNoKey(String found, String text) {
        assertThatThrownBy(() -> PublicKeyPem.read(text))
                .isInstanceOf(UnusableVariableException.class)
                .hasMessage(
                        "JWT_PUBLIC_KEY: expected an RSA public key of at least 2048 bits in PEM"
                                + " (-----BEGIN PUBLIC KEY-----), found %s.",
                        found);
    }

    static Stream<Arguments> saysWhatIsNoKey() throws Exception {
        KeyPairGenerator small = KeyPairGenerator.getInstance("RSA");
        small.initialize(1024);
        return Stream.of(
                arguments("other text", "secret"),
                arguments("other text", "-----BEGIN PUBLIC KEY-----\nAAAA"),
                arguments("other text", Tokens.publicKey() + Tokens.publicKey()),
                arguments("-----BEGIN PRIVATE KEY-----", pem("PRIVATE KEY", privateKey())),
                arguments(
                        "a key of another kind, or a damaged one", pem("PUBLIC KEY", new byte[99])),
                arguments(
                        "a key of another kind, or a damaged one",
                        pem(
                                "PUBLIC KEY",
                                new ECKeyGenerator(Curve.P_256)
                                        .generate()
                                        .toECPublicKey()
                                        .getEncoded())),
                arguments(
                        "a shorter key",
                        pem("PUBLIC KEY", small.generateKeyPair().getPublic().getEncoded())));
    }

    private static byte[] privateKey() throws Exception {
        return Tokens.KEY.toRSAPrivateKey().getEncoded();
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----"
                .formatted(label, Base64.getEncoder().encodeToString(der), label);
    }
}
