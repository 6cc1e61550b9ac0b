package dev.millrace.eventstore;

/** What a decision reads: events in order, closed by the position that they are complete up to. */
public sealed interface Sourced {

    record Event(StoredEvent event) implements Sourced {}

    /** @param head of the log as of which the events are complete */
    record End(long head) implements Sourced {}
}
