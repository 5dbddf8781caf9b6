package marquee.users.contact;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The outcome of a check of the two texts that a client sent for a person. */
public sealed interface ContactCheck {

    /** Both texts are valid. */
    record Passed(Contact contact) implements ContactCheck {}

    /** Lists every reason why there is no contact; never empty. */
    record Failed(List<Fault> faults) implements ContactCheck {}

    /** Names one reason. The pointer (RFC 6901) leads to the member; it is empty for the whole. */
    record Fault(String pointer, String detail) {}

    /** Checks both fields. Both are required, and a missing one is a fault like an invalid one. */
    static ContactCheck of(@Nullable String email, @Nullable String phoneNumber) {
        Optional<EmailAddress> address = Optional.ofNullable(email).flatMap(EmailAddress::parse);
        Optional<PhoneNumber> number = Optional.ofNullable(phoneNumber).flatMap(PhoneNumber::parse);
        if (address.isPresent() && number.isPresent()) {
            return new Passed(new Contact(address.get(), number.get()));
        }
        List<Fault> faults = new ArrayList<>();
        if (address.isEmpty()) {
            faults.add(new Fault("/email", EmailAddress.EXPECTED));
        }
        if (number.isEmpty()) {
            faults.add(new Fault("/phoneNumber", PhoneNumber.EXPECTED));
        }
        return new Failed(faults);
    }

    /** Fails with one fault of the whole. */
    static ContactCheck failed(String detail) {
        return new Failed(List.of(new Fault("", detail)));
    }
}
