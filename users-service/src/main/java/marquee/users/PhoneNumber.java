package marquee.users;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A phone number as typed, with its country code, and E.164, by which two of them are the same. */
record PhoneNumber(String text, String e164) {

    static final int MAX_LENGTH = 64;

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
    static Optional<PhoneNumber> parse(String text) {
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
    static Optional<PhoneNumber> parseAsked(String text) {
        String number = text.startsWith("tel:") ? text.substring("tel:".length()) : text;
        return parse(number.startsWith(" ") ? "+" + number.stripLeading() : number);
    }

    /** Holds where {@link #parse} finds a number. */
    @Target({ElementType.FIELD, ElementType.RECORD_COMPONENT})
    @Retention(RetentionPolicy.RUNTIME)
    @Constraint(validatedBy = Possible.Check.class)
    @interface Possible {

        String message() default
                "Expected a possible phone number that starts with + and the country code.";

        Class<?>[] groups() default {};

        Class<? extends Payload>[] payload() default {};

        /** Both fields are required: none is as bad as a wrong one. */
        class Check implements ConstraintValidator<Possible, String> {

            @Override
            public boolean isValid(@Nullable String value, ConstraintValidatorContext context) {
                return value != null && parse(value).isPresent();
            }
        }
    }
}
