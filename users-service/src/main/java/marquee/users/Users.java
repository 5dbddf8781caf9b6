package marquee.users;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.repository.Repository;

/** The directory. */
interface Users extends Repository<User, Long> {

    List<User> findAllByOrderById();

    @NativeQuery(
            """
            select * from directory
            where coalesce(email_fold, lower(email collate "C")) = :fold
            """)
    Optional<User> findByFold(String fold);
}
