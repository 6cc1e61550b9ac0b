/** Tampering, and how it is found. */
@NullMarked
package dev.millrace.eventstore.chain;

import org.jspecify.annotations.NullMarked;
