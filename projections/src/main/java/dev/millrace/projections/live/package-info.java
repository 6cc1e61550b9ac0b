/** The live view in Redis: carts, orders and stock as of the last event. */
@NullMarked
package dev.millrace.projections.live;

import org.jspecify.annotations.NullMarked;
