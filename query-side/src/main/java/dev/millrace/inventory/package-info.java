/** Reading stock. */
@NullMarked
package dev.millrace.inventory;

import org.jspecify.annotations.NullMarked;
