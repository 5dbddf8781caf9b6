/** The database: where it is, how its schema comes, whether it answers, and how long to wait. */
@NullMarked
package marquee.users.database;

import org.jspecify.annotations.NullMarked;
