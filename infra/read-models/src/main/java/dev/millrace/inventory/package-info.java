/** Stock as it stands. */
@NullMarked
package dev.millrace.inventory;

import org.jspecify.annotations.NullMarked;
