package marquee.users.directory;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import marquee.users.contact.EmailAddress;
import marquee.users.contact.PhoneNumber;
import marquee.users.problem.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Answers the requests that read users. */
@RestController
class UsersController {

    private static final int MAX_LIMIT = 1000;

    private final LookUps users;
    private final UserPages listing;

    UsersController(LookUps users, UserPages listing) {
        this.users = users;
        this.listing = listing;
    }

    @GetMapping(path = "/users", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<List<Entry>> list(HttpServletRequest request) {
        String part = QueryParameter.optional(request, "q", EmailAddress.MAX_LENGTH);
        String cursor = QueryParameter.optional(request, "cursor", 100);
        int limit = limit(QueryParameter.optional(request, "limit", 100));
        UserPage page =
                listing.page(part, cursor == null ? Cursor.START : Cursor.parse(cursor), limit);

        String same = "/users?limit=" + limit + (part == null ? "" : "&q=" + encode(part));
        ResponseEntity.BodyBuilder answer =
                read(HttpStatus.OK)
                        .eTag(page.entityTag())
                        .varyBy(HttpHeaders.ACCEPT)
                        .header(HttpHeaders.LINK, link(same, "first"));
        if (page.more()) {
            answer.header(HttpHeaders.LINK, link(same + "&cursor=" + page.end(), "next"));
        }
        return answer.contentType(MediaType.APPLICATION_JSON).body(page.entries());
    }

    @GetMapping(path = "/users/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Entry> one(@PathVariable String id, HttpServletRequest request) {
        StoredUser user = users.byId(UserId.parse(id)).orElseThrow(Refusal::userNotFound);
        return any(request)
                ? read(HttpStatus.NOT_MODIFIED).eTag(user.entityTag()).build()
                : read(HttpStatus.OK).eTag(user.entityTag()).body(user.entry());
    }

    @GetMapping(path = "/search", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Entry> search(HttpServletRequest request) {
        String email = QueryParameter.optional(request, "email", EmailAddress.MAX_LENGTH);
        String number = QueryParameter.optional(request, "phoneNumber", PhoneNumber.MAX_LENGTH);
        if ((email == null) == (number == null)) {
            throw Refusal.invalidParameter(
                    "Expected the query parameter \"email\", or else \"phoneNumber\", found %s."
                            .formatted(email == null ? "neither" : "both"));
        }
        StoredUser user = find(email, number).orElseThrow(Refusal::userNotFound);
        if (any(request)) {
            return read(HttpStatus.NOT_MODIFIED).eTag(user.entityTag()).build();
        }
        return read(HttpStatus.OK)
                .eTag(user.entityTag())
                .header(HttpHeaders.CONTENT_LOCATION, "/users/" + user.entry().id())
                .body(user.entry());
    }

    private Optional<StoredUser> find(@Nullable String email, @Nullable String number) {
        if (email != null) {
            return users.byAddress(EmailAddress.foldAsked(email));
        }
        PhoneNumber asked =
                Optional.ofNullable(number)
                        .flatMap(PhoneNumber::parseAsked)
                        .orElseThrow(() ->
                                Refusal.invalidParameter(
                                        "Expected the query parameter \"phoneNumber\" to be"
                                                + " a number with + and country code, found"
                                                + " another text."));
        return users.byNumber(asked.e164());
    }

    private static int limit(@Nullable String text) {
        if (text == null) {
            return MAX_LIMIT;
        }
        if (!text.matches("0*[1-9][0-9]*")) {
            throw Refusal.invalidParameter(
                    "Expected the query parameter \"limit\" from 1 to %d, found \"%s\"."
                            .formatted(MAX_LIMIT, text));
        }
        String digits = text.replaceFirst("^0+", "");
        return digits.length() > 4 ? MAX_LIMIT : Math.min(Integer.parseInt(digits), MAX_LIMIT);
    }

    /** Marks personal data: no shared cache stores it, and each use is revalidated. */
    private static ResponseEntity.BodyBuilder read(HttpStatus status) {
        return ResponseEntity.status(status).cacheControl(CacheControl.noCache().cachePrivate());
    }

    /**
     * Whether the request has {@code If-None-Match: *} (RFC 9110 §13.1.2), which Spring does not
     * handle.
     */
    private static boolean any(HttpServletRequest request) {
        return "*".equals(request.getHeader(HttpHeaders.IF_NONE_MATCH));
    }

    private static String link(String target, String relation) {
        return "<%s>; rel=\"%s\"".formatted(target, relation);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
