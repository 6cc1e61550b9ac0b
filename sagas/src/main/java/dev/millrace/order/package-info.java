/** The process of an order: what it has come to, folded from its events, and what is to be done next. Pure; no clock, no I/O. */
@NullMarked
package dev.millrace.order;

import org.jspecify.annotations.NullMarked;
