/**
 * The rules of carts: state folded from events, decisions, and how the cart sees the products it holds. Only the handler and the rejections are seen outside; other contexts
 * are known by their events alone.
 */
@NullMarked
package dev.millrace.cart;

import org.jspecify.annotations.NullMarked;
