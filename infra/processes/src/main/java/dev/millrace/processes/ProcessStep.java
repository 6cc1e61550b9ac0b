package dev.millrace.processes;

import java.time.Instant;

/** Something to be done for an instance. Steps are done in the order given; every one may be repeated. */
public sealed interface ProcessStep {

    /** Sends a command; it is refused or without effect if it has been obeyed or is no longer called for. */
    record Send(Object command) implements ProcessStep {}

    /** The same, if nothing has happened to the instance meanwhile; otherwise what brought this about is asked again. */
    record SendIfUnchanged(Object command) implements ProcessStep {}

    /**
     * Asks outside, beside the course of events; the answer comes back as an event.
     *
     * @param task of an {@link OutsideCall}
     */
    record Call(String task) implements ProcessStep {}

    /** Asks outside then. */
    record CallAt(String task, Instant at) implements ProcessStep {}

    /** Wakes the instance then. One timer of a name at a time: another time takes the place of the one before. */
    record WakeAt(String timer, Instant at) implements ProcessStep {}

    /** The timer matters no longer. */
    record Forget(String timer) implements ProcessStep {}

    /** Nothing more will follow. */
    record End() implements ProcessStep {}
}
