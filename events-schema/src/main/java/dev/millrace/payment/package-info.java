/** The payment's contract: its events and commands. */
@NullMarked
package dev.millrace.payment;

import org.jspecify.annotations.NullMarked;
