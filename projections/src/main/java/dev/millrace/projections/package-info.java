/**
 * What all projections have in common: consuming the bus, progress, parked events, generations and their rebuild. What a
 * projection makes of an event is in the package of its context.
 */
@NullMarked
package dev.millrace.projections;

import org.jspecify.annotations.NullMarked;
