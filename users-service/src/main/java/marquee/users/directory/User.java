package marquee.users.directory;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import marquee.users.contact.Contact;
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

    @Column(name = "phone_e164")
    @SuppressWarnings("UnusedVariable") // read by the look-up
    private @Nullable String phoneE164;

    @Version private long version;

    @SuppressWarnings("NullAway.Init")
    protected User() {}

    @SuppressWarnings("NullAway.Init")
    User(Contact contact) {
        become(contact);
    }

    /** Takes over a contact. If it is the same as before, the version does not change either. */
    final void become(Contact contact) {
        if (contact.email().text().equals(email)
                && contact.phoneNumber().text().equals(phoneNumber)) {
            return;
        }
        email = contact.email().text();
        emailFold = contact.email().foldToKeep();
        phoneNumber = contact.phoneNumber().text();
        phoneE164 = contact.phoneNumber().e164();
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

    long version() {
        return version;
    }

    /** Returns a strong entity tag: each state of a row has its own. */
    String entityTag() {
        return StoredUser.entityTag(id(), version);
    }
}
