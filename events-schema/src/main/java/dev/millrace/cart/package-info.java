/** The cart's contract: its events and commands. */
@NullMarked
package dev.millrace.cart;

import org.jspecify.annotations.NullMarked;
