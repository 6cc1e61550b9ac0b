/** Tests of the adapter, Axon's own among them. */
@NullMarked
package dev.millrace.eventstore.axon;

import org.jspecify.annotations.NullMarked;
