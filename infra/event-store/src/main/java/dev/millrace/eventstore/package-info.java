/**
 * The event log: appends under conditions, reads by tag and type, and a tail that never ends. Knows Reactor and PostgreSQL
 * and nothing of the framework above it.
 */
@NullMarked
package dev.millrace.eventstore;

import org.jspecify.annotations.NullMarked;
