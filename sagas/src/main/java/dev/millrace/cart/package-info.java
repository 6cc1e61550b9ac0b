/** What follows from what happens to carts. */
@NullMarked
package dev.millrace.cart;

import org.jspecify.annotations.NullMarked;
