/**
 * The rules of stock: state folded from events, decisions, and how stock sees the orders it is held for. Only the handler and the rejections are seen outside; other contexts
 * are known by their events alone.
 */
@NullMarked
package dev.millrace.inventory;

import org.jspecify.annotations.NullMarked;
