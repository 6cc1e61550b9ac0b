/** How a process takes in the domain: all its command handlers, in one call. No rule lives here. */
@NullMarked
package dev.millrace.domain;

import org.jspecify.annotations.NullMarked;
