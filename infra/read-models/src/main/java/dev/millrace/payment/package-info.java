/** The payment of an order as it stands. */
@NullMarked
package dev.millrace.payment;

import org.jspecify.annotations.NullMarked;
