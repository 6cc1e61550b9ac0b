/** Stock as clients see it. */
@NullMarked
package dev.millrace.inventory;

import org.jspecify.annotations.NullMarked;
