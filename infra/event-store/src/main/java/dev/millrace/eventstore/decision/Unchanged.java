package dev.millrace.eventstore.decision;

import dev.millrace.eventstore.Tag;

/**
 * What a command's sender takes for granted: that nothing beyond {@code after} carries the tag.
 *
 * @param after the position up to which the sender knows such events; 0 if there were none
 */
public record Unchanged(Tag tag, long after) {}
