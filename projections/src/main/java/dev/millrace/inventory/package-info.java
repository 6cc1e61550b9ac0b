/** Stock in the live view, kept up to date. */
@NullMarked
package dev.millrace.inventory;

import org.jspecify.annotations.NullMarked;
