package dev.millrace.eventstore.processing;

/** A processor has to be stopped first, on every instance that the message names. */
public final class ProcessorRunningException extends RuntimeException {

    ProcessorRunningException(String message) {
        super(message);
    }
}
