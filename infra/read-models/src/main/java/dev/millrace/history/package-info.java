/** Order history for support: the tables {@code orders}, {@code order_lines} and {@code order_events} of a generation. */
@NullMarked
package dev.millrace.history;

import org.jspecify.annotations.NullMarked;
