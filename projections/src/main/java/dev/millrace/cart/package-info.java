/** Carts in the live view, kept up to date. */
@NullMarked
package dev.millrace.cart;

import org.jspecify.annotations.NullMarked;
