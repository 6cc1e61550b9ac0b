/**
 * The demo shop: a retailer's real orders, placed through the public API like any client would. Knows the platform only by
 * its HTTP.
 */
@NullMarked
package dev.millrace.demo;

import org.jspecify.annotations.NullMarked;
