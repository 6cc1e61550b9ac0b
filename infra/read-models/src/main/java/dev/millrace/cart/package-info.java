/** The cart as its owner sees it. */
@NullMarked
package dev.millrace.cart;

import org.jspecify.annotations.NullMarked;
