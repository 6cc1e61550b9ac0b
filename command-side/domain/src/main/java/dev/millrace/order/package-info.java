/**
 * The rules of orders: state folded from events, decisions, on the order's own events and those of its stock and payment. Only the handler and the rejections are seen outside; other contexts
 * are known by their events alone.
 */
@NullMarked
package dev.millrace.order;

import org.jspecify.annotations.NullMarked;
