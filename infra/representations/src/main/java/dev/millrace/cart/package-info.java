/** The cart as clients see it. */
@NullMarked
package dev.millrace.cart;

import org.jspecify.annotations.NullMarked;
