/** Reading orders: their status, their journey as a fold over the event log, and the live stream of one order. */
@NullMarked
package dev.millrace.order;

import org.jspecify.annotations.NullMarked;
