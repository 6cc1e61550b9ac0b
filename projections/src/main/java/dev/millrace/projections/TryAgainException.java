package dev.millrace.projections;

/** The write failed for a reason that passes by itself; the events are not to blame. */
public final class TryAgainException extends RuntimeException {
    public TryAgainException(String message) {
        super(message);
    }
}
