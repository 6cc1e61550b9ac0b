/** Lists of orders: for shops, newest first, and for support, by whatever the customer remembers. */
@NullMarked
package dev.millrace.history;

import org.jspecify.annotations.NullMarked;
