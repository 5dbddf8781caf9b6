package marquee.users.directory;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import marquee.users.connector.RequestBodies;
import marquee.users.contact.Contact;
import marquee.users.contact.ContactCheck;
import marquee.users.contact.ContactCheck.Failed;
import marquee.users.contact.ContactCheck.Fault;
import marquee.users.contact.ContactCheck.Passed;
import marquee.users.problem.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads contacts from JSON, and reports all their faults at once. */
@Component
public class ContactReader {

    private static final int MAX_BODY = 64 * 1024;

    /**
     * The most faults that are reported for one body or line; each quotes a short part of it at
     * most.
     */
    private static final int MAX_FAULTS = 20;

    private static final int MAX_NAME = 100;
    private static final Set<String> FIELDS = Set.of("email", "phoneNumber");

    private final RequestBodies bodies;
    private final JsonMapper json =
            JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    ContactReader(RequestBodies bodies) {
        this.bodies = bodies;
    }

    /** Reads a body as JSON of any kind. */
    JsonNode read(HttpServletRequest request) throws IOException {
        byte[] body = bodies.open(request, MAX_BODY).readAllBytes();
        try {
            // Decoded here, because Jackson accepts overlong forms of UTF-8.
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

    /** Checks a line of NDJSON, which may have any id. */
    public ContactCheck check(String line) {
        try {
            return check(json.readTree(line), null, true);
        } catch (JacksonException e) {
            return ContactCheck.failed("Expected a JSON object, found what is not JSON.");
        }
    }

    /**
     * Returns the contact of a body, or refuses it with 422 and all its faults.
     *
     * @param id the value that a member "id" must have where there is one
     */
    Contact require(JsonNode body, @Nullable Long id) {
        return switch (check(body, id, false)) {
            case Passed(Contact contact) -> contact;
            case Failed(List<Fault> faults) -> throw Refusal.invalidUser(faults);
        };
    }

    /** Applies a merge patch (RFC 7396): members that it does not name stay. */
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

    private ContactCheck check(JsonNode body, @Nullable Long id, boolean anyId) {
        if (!(body instanceof ObjectNode object)) {
            return ContactCheck.failed(
                    "Expected a JSON object, found \"%s\"."
                            .formatted(Refusal.abridged(body.toString())));
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
        return merge(faults, ContactCheck.of(text(object, "email"), text(object, "phoneNumber")));
    }

    /** Keeps one fault for each member: that of its JSON, or else that of its text. */
    private static ContactCheck merge(List<Fault> faults, ContactCheck check) {
        if (check instanceof Failed(List<Fault> more)) {
            for (Fault fault : more) {
                if (faults.stream().noneMatch(one -> one.pointer().equals(fault.pointer()))) {
                    faults.add(fault);
                }
            }
        }
        faults.sort(Comparator.comparing(Fault::pointer));
        return faults.isEmpty() ? check : new Failed(faults);
    }

    private static @Nullable String text(ObjectNode object, String name) {
        JsonNode value = object.get(name);
        return value != null && value.isString() ? value.asString() : null;
    }

    /** Points to the member, or to the whole where its name is too long to repeat. */
    private static String pointer(String name) {
        if (name.length() > MAX_NAME) {
            return "";
        }
        return "/" + name.replace("~", "~0").replace("/", "~1");
    }
}
