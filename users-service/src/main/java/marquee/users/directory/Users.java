package marquee.users.directory;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Stores users, one at a time. */
interface Users extends Repository<User, Long> {

    Optional<User> findById(long id);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select u from User u where u.id = :id")
    Optional<User> findAndLock(long id);

    User saveAndFlush(User user);

    @Modifying
    @Query("delete from User u where u.id = :id and u.version = :version")
    int delete(long id, long version);

    @Modifying
    @Query("delete from User u where u.id = :id")
    int delete(long id);
}
