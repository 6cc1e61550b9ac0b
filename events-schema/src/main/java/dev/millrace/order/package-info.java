/** The order's contract: its events and commands. */
@NullMarked
package dev.millrace.order;

import org.jspecify.annotations.NullMarked;
