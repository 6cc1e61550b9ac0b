/** Measurements by Micrometer; nothing else here needs it on the class path. */
@NullMarked
package dev.millrace.eventstore.meters;

import org.jspecify.annotations.NullMarked;
