package dev.millrace.eventstore.decision;

/** The answer to a command. */
public sealed interface Outcome {

    /**
     * @param position position of the last event that the command appended or, where it appended none, the head of the
     *     store that it was decided on
     */
    record Accepted(long position) implements Outcome {}

    record Rejected(Rejection rejection) implements Outcome {}
}
