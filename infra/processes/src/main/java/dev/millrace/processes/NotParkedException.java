package dev.millrace.processes;

/** Only what is parked can be retried or skipped, and only what isn't over can be ended. */
public final class NotParkedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    NotParkedException(String message) {
        super(message, null, false, false);
    }
}
