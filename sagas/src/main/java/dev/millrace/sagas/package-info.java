/**
 * What drives the processes: events in, steps done, and the table of work that has its time. Knows how, not what: that is
 * in the contexts' packages.
 */
@NullMarked
package dev.millrace.sagas;

import org.jspecify.annotations.NullMarked;
