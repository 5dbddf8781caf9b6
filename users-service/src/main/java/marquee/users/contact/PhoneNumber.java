package marquee.users.contact;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.Optional;
import java.util.regex.Pattern;

/** Holds a phone number as typed, and its E.164 form, by which two numbers are compared. */
public record PhoneNumber(String text, String e164) {

    /** In characters (code points). */
    public static final int MAX_LENGTH = 64;

    static final String EXPECTED =
            "Expected a possible phone number that starts with + and the country code.";

    /**
     * Allows digits, the separators that people write, and an extension. The library ignores any
     * text after the number, which would then be stored and exported with it.
     */
    private static final Pattern WRITTEN =
            Pattern.compile(
                    "\\+[\\p{Nd}\\p{Zs}\\p{Pd}()./]+"
                            + "(?:(?i:ext\\.?|x|;ext=)\\p{Zs}?[0-9]{1,7})?");

    private static final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();

    /**
     * Parses a possible number; empty for any other text. It need not be in use: which ranges are
     * changes faster than any library.
     */
    public static Optional<PhoneNumber> parse(String text) {
        if (text.length() > MAX_LENGTH || !WRITTEN.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            Phonenumber.PhoneNumber number = numbers.parse(text, null);
            return numbers.isPossibleNumber(number)
                    ? Optional.of(
                            new PhoneNumber(text, numbers.format(number, PhoneNumberFormat.E164)))
                    : Optional.empty();
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }

    /** Parses a number of a query, where a plus sign that was not percent-encoded is a space. */
    public static Optional<PhoneNumber> parseAsked(String text) {
        String number = text.startsWith("tel:") ? text.substring("tel:".length()) : text;
        return parse(number.startsWith(" ") ? "+" + number.stripLeading() : number);
    }
}
