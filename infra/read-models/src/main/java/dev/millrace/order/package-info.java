/** The order as it stands, for those who ask about one. */
@NullMarked
package dev.millrace.order;

import org.jspecify.annotations.NullMarked;
