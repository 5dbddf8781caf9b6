/**
 * The contact data of a person: e-mail address and phone number, and the rules for when two are the
 * same. Knows neither Spring nor HTTP.
 */
@NullMarked
package marquee.users.contact;

import org.jspecify.annotations.NullMarked;
