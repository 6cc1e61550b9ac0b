/** Decisions on state folded from events: boundaries, reads with a cache, appends that hold only if nothing relevant came between. */
@NullMarked
package dev.millrace.eventstore.decision;

import org.jspecify.annotations.NullMarked;
