package dev.millrace.commandside;

import dev.millrace.eventstore.Tag;

/**
 * What a request comes to.
 *
 * @param command to be sent
 * @param tag that all events of the command carry, by which they are found again
 * @param answer if the command is accepted
 * @param changed the thing whose ETag a precondition names
 */
public record Write(Object command, Tag tag, Answer answer, Shown changed) {

    /** That changes the thing that it answers with. */
    public Write(Object command, Tag tag, Answer answer) {
        this(command, tag, answer, answer.thing());
    }
}
