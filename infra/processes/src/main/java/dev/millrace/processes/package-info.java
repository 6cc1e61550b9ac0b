/**
 * Processes on the event store: a {@link dev.millrace.processes.ProcessDefinition} says what follows from what happened, and
 * {@link dev.millrace.processes.Processes} has it done, once in effect, however often processes of the machine die. Knows how, not what.
 */
@NullMarked
package dev.millrace.processes;

import org.jspecify.annotations.NullMarked;
