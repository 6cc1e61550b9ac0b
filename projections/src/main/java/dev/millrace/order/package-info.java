/** What becomes of an order's events, its payment's and its stock's among them, in the live view. */
@NullMarked
package dev.millrace.order;

import org.jspecify.annotations.NullMarked;
