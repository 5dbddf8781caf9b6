package marquee.users;

/** What the directory knows of a person, and a client decides on. */
record Contact(EmailAddress email, PhoneNumber phoneNumber) implements Checked {}
