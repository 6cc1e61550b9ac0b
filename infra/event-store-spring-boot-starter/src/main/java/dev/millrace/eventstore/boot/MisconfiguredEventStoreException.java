package dev.millrace.eventstore.boot;

/** The settings don't say how to make the event store. */
final class MisconfiguredEventStoreException extends RuntimeException {

    private final String action;

    /** @param action what to do about it */
    MisconfiguredEventStoreException(String message, String action) {
        super(message);
        this.action = action;
    }

    String action() {
        return action;
    }
}
