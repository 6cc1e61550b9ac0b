/**
 * How a process hosts the domain's command handlers: the write API and the sagas do so alike, since consistency lives in the
 * store. Nothing but wiring comes in.
 */
@NullMarked
package dev.millrace.commandhandling;

import org.jspecify.annotations.NullMarked;
