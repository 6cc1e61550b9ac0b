/**
 * The rules of products: state folded from events, decisions. Only the handler and the rejections are seen outside; other contexts
 * are known by their events alone.
 */
@NullMarked
package dev.millrace.product;

import org.jspecify.annotations.NullMarked;
