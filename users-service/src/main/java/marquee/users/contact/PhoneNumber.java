package marquee.users.contact;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.Optional;
import java.util.regex.Pattern;

/** A phone number as typed, with its country code, and E.164, by which two of them are the same. */
public record PhoneNumber(String text, String e164) {

    /** In characters. */
    public static final int MAX_LENGTH = 64;

    static final String EXPECTED =
            "Expected a possible phone number that starts with + and the country code.";

    /**
     * Digits, what people put between them, and an extension. The library would pass over anything
     * that follows the number, which then would be kept, and exported, with it.
     */
    private static final Pattern WRITTEN =
            Pattern.compile(
                    "\\+[\\p{Nd}\\p{Zs}\\p{Pd}()./]+"
                            + "(?:(?i:ext\\.?|x|;ext=)\\p{Zs}?[0-9]{1,7})?");

    private static final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();

    /**
     * Empty where the text cannot be a number. Possible is enough: whether a range is in use
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

    /** A number in a query, where a plus sign that was not percent-encoded arrives as a space. */
    public static Optional<PhoneNumber> parseAsked(String text) {
        String number = text.startsWith("tel:") ? text.substring("tel:".length()) : text;
        return parse(number.startsWith(" ") ? "+" + number.stripLeading() : number);
    }
}
