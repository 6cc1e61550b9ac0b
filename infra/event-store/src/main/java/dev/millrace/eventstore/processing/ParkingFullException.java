package dev.millrace.eventstore.processing;

/** No more can be parked. The processor gives the segment back and tries again after a while: retry or discard what is there. */
public final class ParkingFullException extends RuntimeException {

    ParkingFullException(String message) {
        super(message);
    }
}
