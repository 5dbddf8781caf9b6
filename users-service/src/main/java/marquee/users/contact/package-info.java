/**
 * What the directory holds of a person: an e-mail address, a phone number, and the rules by which
 * two of either are the same. Knows neither Spring nor HTTP.
 */
@NullMarked
package marquee.users.contact;

import org.jspecify.annotations.NullMarked;
