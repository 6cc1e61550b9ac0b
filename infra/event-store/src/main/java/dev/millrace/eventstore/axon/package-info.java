/** The event log as Axon Framework 5 knows a store: storage engine, token store, converter, tags. */
@NullMarked
package dev.millrace.eventstore.axon;

import org.jspecify.annotations.NullMarked;
