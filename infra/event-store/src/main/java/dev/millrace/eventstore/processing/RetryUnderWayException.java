package dev.millrace.eventstore.processing;

/** What is parked is being handed on at the moment, here or by another process. */
public final class RetryUnderWayException extends RuntimeException {

    RetryUnderWayException(String message) {
        super(message);
    }
}
