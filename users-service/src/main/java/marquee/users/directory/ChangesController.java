package marquee.users.directory;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import marquee.users.contact.Contact;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/**
 * Answers the requests that write; each is refused before it writes if its answer has no acceptable
 * type.
 */
@RestController
class ChangesController {

    private static final String JSON = MediaType.APPLICATION_JSON_VALUE;
    private static final String MERGE_PATCH = "application/merge-patch+json";

    private final Changes changes;
    private final ContactReader contacts;

    ChangesController(Changes changes, ContactReader contacts) {
        this.changes = changes;
        this.contacts = contacts;
    }

    @PostMapping(path = "/users", consumes = JSON, produces = JSON)
    ResponseEntity<Entry> add(HttpServletRequest request) throws IOException {
        User user = changes.add(contacts.require(contacts.read(request), null));
        return ResponseEntity.created(URI.create("/users/" + user.id()))
                .eTag(user.entityTag())
                .body(Entry.of(user));
    }

    @PutMapping(path = "/users/{id}", consumes = JSON, produces = JSON)
    ResponseEntity<Entry> replace(
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            HttpServletRequest request)
            throws IOException {
        long which = UserId.parse(id);
        // RFC 9110 §13.1.2: the client wants to create, and PUT never does here.
        if ("*".equals(request.getHeader(HttpHeaders.IF_NONE_MATCH))) {
            throw changes.refusalToCreate(which);
        }
        Contact wanted = contacts.require(contacts.read(request), which);
        return changed(changes.change(which, ifMatch, user -> wanted));
    }

    @PatchMapping(path = "/users/{id}", consumes = MERGE_PATCH, produces = JSON)
    ResponseEntity<Entry> patch(
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            HttpServletRequest request)
            throws IOException {
        long which = UserId.parse(id);
        JsonNode patch = contacts.read(request);
        return changed(
                changes.change(
                        which,
                        ifMatch,
                        user -> contacts.require(contacts.merge(Entry.of(user), patch), which)));
    }

    @DeleteMapping("/users/{id}")
    ResponseEntity<Void> remove(
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
                    @Nullable String ifMatch) {
        changes.remove(UserId.parse(id), ifMatch);
        return ResponseEntity.noContent().build();
    }

    private static ResponseEntity<Entry> changed(User user) {
        return ResponseEntity.ok().eTag(user.entityTag()).body(Entry.of(user));
    }
}
