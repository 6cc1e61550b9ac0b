/**
 * The rules of payments: state folded from events, decisions, and how a payment sees the order it is for. Only the handler and the rejections are seen outside; other contexts
 * are known by their events alone.
 */
@NullMarked
package dev.millrace.payment;

import org.jspecify.annotations.NullMarked;
