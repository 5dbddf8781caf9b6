package marquee.users;

import java.util.List;

/** What comes of looking at the fields of a body or of a line: a contact, or why there is none. */
sealed interface Checked permits Contact, Checked.Faults {

    /** Every reason why there is no contact. */
    record Faults(List<Fault> faults) implements Checked {}

    /** One reason; the pointer (RFC 6901) says where. */
    record Fault(String pointer, String detail) {}
}
