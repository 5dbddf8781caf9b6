package marquee.users;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Validator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import marquee.users.Checked.Fault;
import marquee.users.Checked.Faults;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads contacts from JSON, and says everything that is wrong with them at once. */
@Component
class Contacts {

    private static final int MAX_BODY = 64 * 1024;

    /**
     * One body or line is told so many reasons, and none of them quotes more than a little of it.
     */
    private static final int MAX_FAULTS = 20;

    private static final int MAX_NAME = 100;
    private static final Set<String> FIELDS = Set.of("email", "phoneNumber");

    private final Validator validator;
    private final JsonMapper json =
            JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    Contacts(Validator validator) {
        this.validator = validator;
    }

    private record Fields(
            @EmailAddress.WellFormed @Nullable String email,
            @PhoneNumber.Possible @Nullable String phoneNumber) {}

    /** The JSON of a body, whatever it says. */
    JsonNode read(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() > MAX_BODY) {
            throw Refusal.contentTooLarge(MAX_BODY);
        }
        byte[] body = request.getInputStream().readNBytes(MAX_BODY + 1);
        if (body.length > MAX_BODY) {
            throw Refusal.contentTooLarge(MAX_BODY);
        }
        try {
            // Jackson takes overlong forms of UTF-8, which are other ways to write the same.
            JsonNode read =
                    json.readTree(
                            StandardCharsets.UTF_8
                                    .newDecoder()
                                    .decode(ByteBuffer.wrap(body))
                                    .toString());
            if (read.isMissingNode()) {
                throw Refusal.badRequest("Expected a JSON object, found an empty body.");
            }
            return read;
        } catch (CharacterCodingException e) {
            throw Refusal.badRequest("Expected JSON in UTF-8, found other bytes.");
        } catch (JacksonException e) {
            throw Refusal.badRequest("Expected a JSON object, found what is not JSON.");
        }
    }

    /** A line of NDJSON. */
    Checked check(String line) {
        try {
            return check(json.readTree(line), null, true);
        } catch (JacksonException e) {
            return new Faults(
                    List.of(new Fault("", "Expected a JSON object, found what is not JSON.")));
        }
    }

    /**
     * @param id what the member of this name must be, if it is there
     */
    Contact require(JsonNode body, @Nullable Long id) {
        return switch (check(body, id, false)) {
            case Contact contact -> contact;
            case Faults(List<Fault> faults) -> throw Refusal.unprocessable(faults);
        };
    }

    /** RFC 7396: what the patch leaves out stays. */
    JsonNode merge(Entry current, JsonNode patch) {
        if (!(patch instanceof ObjectNode changes)) {
            return patch;
        }
        ObjectNode merged = json.valueToTree(current);
        changes.properties()
                .forEach(change -> {
                    if (change.getValue().isNull()) {
                        merged.remove(change.getKey());
                    } else {
                        merged.set(change.getKey(), change.getValue());
                    }
                });
        return merged;
    }

    Checked check(@Nullable String email, @Nullable String phoneNumber) {
        return check(email, phoneNumber, new ArrayList<>());
    }

    private Checked check(JsonNode body, @Nullable Long id, boolean anyId) {
        if (!(body instanceof ObjectNode object)) {
            return new Faults(
                    List.of(new Fault("", "Expected a JSON object, found another value.")));
        }
        List<Fault> faults = new ArrayList<>();
        for (String name : object.propertyNames()) {
            if (faults.size() == MAX_FAULTS) {
                break;
            }
            JsonNode value = object.get(name);
            if (name.equals("id") && (anyId || id != null)) {
                if (!anyId && !(value.isIntegralNumber() && value.asString().equals(id + ""))) {
                    faults.add(new Fault("/id", "Expected %d, or no id at all.".formatted(id)));
                }
            } else if (!FIELDS.contains(name)) {
                faults.add(new Fault(pointer(name), "Expected only email and phoneNumber."));
            } else if (!value.isString()) {
                faults.add(new Fault(pointer(name), "Expected a string."));
            }
        }
        return check(text(object, "email"), text(object, "phoneNumber"), faults);
    }

    private Checked check(
            @Nullable String email, @Nullable String phoneNumber, List<Fault> faults) {
        Optional<EmailAddress> address = Optional.ofNullable(email).flatMap(EmailAddress::parse);
        Optional<PhoneNumber> number = Optional.ofNullable(phoneNumber).flatMap(PhoneNumber::parse);
        if (faults.isEmpty() && address.isPresent() && number.isPresent()) {
            return new Contact(address.get(), number.get());
        }
        for (var violation : validator.validate(new Fields(email, phoneNumber))) {
            String at = "/" + violation.getPropertyPath();
            if (faults.stream().noneMatch(fault -> at.equals(fault.pointer()))) {
                faults.add(new Fault(at, violation.getMessage()));
            }
        }
        faults.sort(Comparator.comparing(Fault::pointer));
        return new Faults(faults);
    }

    private static @Nullable String text(ObjectNode object, String name) {
        JsonNode value = object.get(name);
        return value != null && value.isString() ? value.asString() : null;
    }

    /** To the member, or to the whole where its name is no name that anybody would use. */
    private static String pointer(String name) {
        if (name.length() > MAX_NAME) {
            return "";
        }
        return "/" + name.replace("~", "~0").replace("/", "~1");
    }
}
