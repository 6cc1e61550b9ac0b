package dev.millrace.commandside;

import dev.millrace.eventstore.Tag;

/**
 * What a request comes to.
 *
 * @param command to be sent
 * @param tag that all events of the command carry, by which they are found again
 * @param answer if the command is accepted
 */
public record Write(Object command, Tag tag, Answer answer) {}
