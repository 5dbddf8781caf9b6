/** The database: its address, its schema, its health, and the limits on waiting for it. */
@NullMarked
package marquee.users.database;

import org.jspecify.annotations.NullMarked;
