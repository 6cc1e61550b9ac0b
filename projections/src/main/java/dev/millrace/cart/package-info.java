/** What becomes of a cart's events in the live view. */
@NullMarked
package dev.millrace.cart;

import org.jspecify.annotations.NullMarked;
