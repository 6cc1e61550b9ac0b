/** Tests of the event log on a real server. */
@NullMarked
package dev.millrace.eventstore;

import org.jspecify.annotations.NullMarked;
