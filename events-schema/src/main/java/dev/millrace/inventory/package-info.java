/** The contract of stock: its events and commands. */
@NullMarked
package dev.millrace.inventory;

import org.jspecify.annotations.NullMarked;
