package dev.millrace.eventstore;

/** The condition of an append does not hold: an event that the decision should have seen has come. Nothing was appended. */
public final class AppendConflictException extends RuntimeException {

    public AppendConflictException(String message) {
        // Losing a race is an answer, not a defect: no stack trace.
        super(message, null, false, false);
    }
}
