/** The product's contract: its events and commands. */
@NullMarked
package dev.millrace.product;

import org.jspecify.annotations.NullMarked;
