package marquee.users;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The reads that older clients know. */
@RestController
class UsersController {

    private final Users users;

    UsersController(Users users) {
        this.users = users;
    }

    @GetMapping("/users")
    List<Entry> list() {
        return users.findAllByOrderById().stream().map(Entry::of).toList();
    }

    @GetMapping("/search")
    Entry search(HttpServletRequest request) {
        String email = QueryParameter.required(request, "email", EmailAddress.MAX_LENGTH);
        return users.findByFold(EmailAddress.foldAsked(email))
                .map(Entry::of)
                .orElseThrow(Refusal::userNotFound);
    }
}
