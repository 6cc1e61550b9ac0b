/**
 * Event processors of Axon on the log: what their handlers can't digest is parked, and what they have handled is handed to them anew.
 * The log and the tokens come in, of Axon its event processors; nothing of commands.
 */
@NullMarked
package dev.millrace.eventstore.processing;

import org.jspecify.annotations.NullMarked;
