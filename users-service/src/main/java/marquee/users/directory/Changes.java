package marquee.users.directory;

import java.util.function.Function;
import marquee.users.contact.Contact;
import marquee.users.database.RetriedTransaction;
import marquee.users.problem.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.ETag;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Adds, changes and removes one user at a time. With If-Match the version in the statement decides,
 * so that of two writers who know the same state one is refused. Without it the second waits for
 * the first.
 */
@Component
class Changes {

    private final Users users;
    private final TransactionOperations transaction;

    Changes(Users users, TransactionTemplate transaction) {
        this.users = users;
        this.transaction = new RetriedTransaction(transaction);
    }

    User add(Contact contact) {
        return transaction.execute(status -> users.saveAndFlush(new User(contact)));
    }

    User change(long id, @Nullable String ifMatch, Function<User, Contact> wanted) {
        try {
            return transaction.execute(status -> {
                User user = find(id, ifMatch);
                user.become(wanted.apply(user));
                return users.saveAndFlush(user);
            });
        } catch (OptimisticLockingFailureException e) {
            throw Refusal.changedMeanwhile(String.valueOf(ifMatch));
        }
    }

    /** Refuses {@code If-None-Match: *}: either the user exists, or there is none to change. */
    Refusal refusalToCreate(long id) {
        return users.findById(id).isPresent() ? Refusal.existsAlready() : Refusal.userNotFound();
    }

    void remove(long id, @Nullable String ifMatch) {
        transaction.executeWithoutResult(status -> {
            if (ifMatch == null) {
                if (users.delete(id) == 0) {
                    throw Refusal.userNotFound();
                }
            } else if (users.delete(id, find(id, ifMatch).version()) == 0) {
                throw Refusal.changedMeanwhile(ifMatch);
            }
        });
    }

    private User find(long id, @Nullable String ifMatch) {
        User user =
                (ifMatch == null ? users.findAndLock(id) : users.findById(id))
                        .orElseThrow(Refusal::userNotFound);
        if (ifMatch != null && !holds(ifMatch, user.entityTag())) {
            throw Refusal.changedMeanwhile(ifMatch);
        }
        return user;
    }

    /** RFC 9110 §13.1.1: strong comparison with each tag of the list, or any with {@code *}. */
    private static boolean holds(String ifMatch, String current) {
        ETag tag = ETag.create(current);
        return ETag.parse(ifMatch).stream()
                .anyMatch(one -> one.isWildcard() || one.compare(tag, true));
    }
}
