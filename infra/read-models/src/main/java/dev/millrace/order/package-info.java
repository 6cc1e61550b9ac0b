/** The order as it stands, for those who ask about one, and what its events make of it. */
@NullMarked
package dev.millrace.order;

import org.jspecify.annotations.NullMarked;
