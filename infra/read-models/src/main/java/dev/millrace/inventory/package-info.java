/** Stock as it stands, and what its events make of it. */
@NullMarked
package dev.millrace.inventory;

import org.jspecify.annotations.NullMarked;
