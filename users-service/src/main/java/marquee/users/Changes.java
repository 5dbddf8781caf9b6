package marquee.users;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Changes one user at a time. With If-Match, the version in the statement decides, so that of two
 * writers who know the same state one loses; without, the second waits for the first.
 */
@Component
class Changes {

    private final Users users;
    private final TransactionTemplate transaction;

    Changes(Users users, TransactionTemplate transaction) {
        this.users = users;
        this.transaction = transaction;
    }

    User add(Contact contact) {
        return users.saveAndFlush(new User(contact));
    }

    User change(long id, @Nullable String ifMatch, Function<User, Contact> wanted) {
        try {
            return transaction.execute(status -> {
                User user = find(id, ifMatch);
                user.become(wanted.apply(user));
                return users.saveAndFlush(user);
            });
        } catch (OptimisticLockingFailureException e) {
            throw Refusal.changedMeanwhile();
        }
    }

    void remove(long id, @Nullable String ifMatch) {
        transaction.executeWithoutResult(status -> {
            if (ifMatch == null) {
                if (users.delete(id) == 0) {
                    throw Refusal.userNotFound();
                }
            } else if (users.delete(id, find(id, ifMatch).version()) == 0) {
                throw Refusal.changedMeanwhile();
            }
        });
    }

    private User find(long id, @Nullable String ifMatch) {
        User user =
                (ifMatch == null ? users.findAndLock(id) : users.findById(id))
                        .orElseThrow(Refusal::userNotFound);
        if (!EntityTags.ifMatchHolds(ifMatch, user.entityTag())) {
            throw Refusal.changedMeanwhile();
        }
        return user;
    }
}
