package marquee.users;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** One row of the directory. */
@Entity
@Table(name = "directory")
class User {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Column(name = "user_id")
    private @Nullable Long id;

    private String email;

    @SuppressWarnings("UnusedVariable") // read by the unique index
    private @Nullable String emailFold;

    private String phoneNumber;

    @SuppressWarnings("NullAway.Init")
    protected User() {}

    private User(EmailAddress email, String phoneNumber) {
        this.email = email.text();
        this.emailFold = email.foldToKeep();
        this.phoneNumber = phoneNumber;
    }

    static User of(EmailAddress email, String phoneNumber) {
        return new User(email, phoneNumber);
    }

    long id() {
        if (id == null) {
            throw new IllegalStateException("expected a stored user, found a new one");
        }
        return id;
    }

    String email() {
        return email;
    }

    String phoneNumber() {
        return phoneNumber;
    }
}
