package dev.millrace.eventstore;

/** An event with that id is stored already. Nothing was appended. */
public final class DuplicateEventException extends RuntimeException {

    public DuplicateEventException(String message) {
        super(message, null, false, false);
    }
}
