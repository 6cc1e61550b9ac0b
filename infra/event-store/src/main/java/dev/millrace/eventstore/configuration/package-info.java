/** One entry to all of it: an Axon configuration on the event log. */
@NullMarked
package dev.millrace.eventstore.configuration;

import org.jspecify.annotations.NullMarked;
