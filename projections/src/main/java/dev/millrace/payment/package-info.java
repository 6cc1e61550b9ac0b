/** What becomes of a payment's events in the view of its order. */
@NullMarked
package dev.millrace.payment;

import org.jspecify.annotations.NullMarked;
