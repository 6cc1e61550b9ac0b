package dev.millrace.eventstore.processing;

/** A replay of a tag ended before its end, for the reason that is its cause. What was handed over until then was handled. */
public final class ReplayFailedException extends RuntimeException {

    private final long position;

    ReplayFailedException(String message, long position, Throwable cause) {
        super(message, cause);
        this.position = position;
    }

    /** Of the event that failed. */
    public long position() {
        return position;
    }
}
