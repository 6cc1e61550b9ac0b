/** The cart as its owner sees it, and what its events make of it. */
@NullMarked
package dev.millrace.cart;

import org.jspecify.annotations.NullMarked;
