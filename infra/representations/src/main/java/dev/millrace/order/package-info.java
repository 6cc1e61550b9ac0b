/** The order as clients see it. */
@NullMarked
package dev.millrace.order;

import org.jspecify.annotations.NullMarked;
