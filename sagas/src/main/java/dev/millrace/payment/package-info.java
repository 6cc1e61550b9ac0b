/** The payment gateway as the platform sees it: a port, the sandbox's adapter, and what each answer means to an order. */
@NullMarked
package dev.millrace.payment;

import org.jspecify.annotations.NullMarked;
