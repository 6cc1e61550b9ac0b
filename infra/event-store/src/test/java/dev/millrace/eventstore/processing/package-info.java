/** Processors on a real server. */
@NullMarked
package dev.millrace.eventstore.processing;

import org.jspecify.annotations.NullMarked;
