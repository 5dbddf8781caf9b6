package marquee.users.contact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumberTests {

    @ParameterizedTest
    @CsvSource({
        "+1 888 123 1111, +18881231111",
        "+1 (888) 123-1111, +18881231111",
        "+44 (0)20 7946 0000, +442079460000",
        "+49.30.901820, +4930901820",
        "+1 888 123 1111 ext. 5, +18881231111",
        "+39 06 698 12345, +390669812345",
    })
    void isKeptAsTypedWithE164Beside(String text, String e164) {
        assertThat(PhoneNumber.parse(text)).contains(new PhoneNumber(text, e164));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "+",
                "888 123 1111",
                "001 888 123 1111",
                "+1 888",
                "+999 123456789",
                "+1 888 123 1111 1111 1111",
                "homer",
                "tel:+18881231111",
                "+1 888\u0000 123 1111",
                "++1 650 253 0000",
                "+18881231111/x<script>",
                "+18881231111;isub=a",
                "+1 888 123 1111 homer",
                "+1 888\u200b 123 1111"
            })
    void isNoNumber(String text) {
        assertThat(PhoneNumber.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {" 1 888 123 1111", "tel:+1-888-123-1111", "+1(888)1231111"})
    void isFoundHoweverWritten(String asked) {
        assertThat(PhoneNumber.parseAsked(asked).map(PhoneNumber::e164)).contains("+18881231111");
    }
}
