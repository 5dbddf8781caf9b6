package marquee.users.contact;

/** Pairs a person's e-mail address with the number that reaches them. */
public record Contact(EmailAddress email, PhoneNumber phoneNumber) {}
