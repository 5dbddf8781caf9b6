package marquee.users.contact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTests {

    @ParameterizedTest
    @CsvSource({
        "homer@thesimpsons.com, HOMER@TheSimpsons.COM",
        "post@bücher.example, post@xn--bcher-kva.example",
        "post@BÜCHER.Example, POST@XN--bcher-kva.example",
        "post@bu\u0308cher.example, post@bücher.example",
        "post@例え.テスト, post@xn--r8jz45g.xn--zckzah",
        "post@例え。テスト, post@例え.テスト",
        "post@😀.example, post@xn--e28h.example",
        "ho\u0301mer@example.com, h\u00f3mer@example.com",
        "post@ΒΌΛΟΣ.example, post@βόλοσ.example",
        "kim@example.com, \u212Aim@example.com",
    })
    void sameAddress(String one, String other) {
        assertThat(new EmailAddress(one).fold()).isEqualTo(new EmailAddress(other).fold());
    }

    @ParameterizedTest
    @CsvSource({
        "homer@thesimpsons.com, hómer@thesimpsons.com",
        "lisa@thesimpsons.com, liſa@thesimpsons.com",
        "lisa@thesimpsons.com, lısa@thesimpsons.com",
        "lisa@thesimpsons.com, LİSA@thesimpsons.com",
        "post@straße.example, post@strasse.example",
        "post@i.example, post@ı.example",
        "post@i.example, post@İ.example",
        "a.b@example.com, ab@example.com",
        "a+b@example.com, a@example.com",
    })
    void anotherAddress(String one, String other) {
        assertThat(new EmailAddress(one).fold()).isNotEqualTo(new EmailAddress(other).fold());
    }

    @Test
    void keepsNoFoldThatTheDatabaseComputes() {
        assertThat(new EmailAddress("HOMER@thesimpsons.com").foldToKeep()).isNull();
        assertThat(new EmailAddress("post@bücher.example").foldToKeep())
                .isEqualTo("post@xn--bcher-kva.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "homer@thesimpsons.com",
                "a+b@example.com",
                "o'hara!#$%&*/=?^_`{|}~-@example.com",
                "hómer@example.com",
                "🍩@example.com",
                "post@🍩.example",
                "post@straße.example",
                "root@localhost",
            })
    void isAddress(String text) {
        assertThat(EmailAddress.parse(text)).contains(new EmailAddress(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "homer",
                "@example.com",
                "homer@",
                "ho mer@example.com",
                "homer@exa mple.com",
                "a@b@example.com",
                ".homer@example.com",
                "ho..mer@example.com",
                "homer@example..com",
                "homer@-example.com",
                "homer@example.com\u0000",
                "homer@example.com\n",
                "\ud83c@example.com",
                "ho\u200bmer@example.com",
                "homer@exa\u00admple.com",
                "homer\u202e@example.com",
                "ho\u3164mer@example.com",
            })
    void isNoAddress(String text) {
        assertThat(EmailAddress.parse(text)).isEmpty();
    }

    @Test
    void has64OctetsBeforeTheAtAtMost() {
        assertThat(EmailAddress.parse("a".repeat(64) + "@example.com")).isPresent();
        assertThat(EmailAddress.parse("a".repeat(65) + "@example.com")).isEmpty();
        assertThat(EmailAddress.parse("é".repeat(33) + "@example.com")).isEmpty();
    }

    @Test
    void has254CharactersAtMost() {
        String address = "a@" + "d.".repeat(122) + "example";

        assertThat(EmailAddress.parse("a" + address)).isPresent();
        assertThat(EmailAddress.parse("aa" + address)).isEmpty();
    }
}
