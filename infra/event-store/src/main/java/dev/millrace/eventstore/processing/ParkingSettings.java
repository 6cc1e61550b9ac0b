package dev.millrace.eventstore.processing;

import java.time.Duration;
import java.util.function.Predicate;

/**
 * What is parked, and how much.
 *
 * @param maxSequences of a processor; a few more may come when several segments park at the same moment
 * @param maxEvents of a sequence, the one at its front included
 * @param retryTimeout after which an attempt to hand on what is parked counts as dead if its process gave no sign of life, and another
 *     may begin
 * @param passing failures that pass by themselves: the event isn't parked for them, the processor tries again
 */
public record ParkingSettings(int maxSequences, int maxEvents, Duration retryTimeout, Predicate<Throwable> passing) {

    /** Fit for most: 1,024 sequences, 1,024 events each, 30 seconds. */
    public static final ParkingSettings DEFAULT =
            new ParkingSettings(1_024, 1_024, Duration.ofSeconds(30), TransientFailures::include);

    public ParkingSettings {
        if (maxSequences < 1 || maxEvents < 1) {
            throw new IllegalArgumentException("Parking needs room for a sequence and an event at least");
        }
        if (retryTimeout.toMillis() < 100) {
            throw new IllegalArgumentException("Retries can't give signs of life more often than every 33 ms");
        }
    }

    /** The same with other bounds. */
    public ParkingSettings atMost(int sequences, int eventsOfEach) {
        return new ParkingSettings(sequences, eventsOfEach, retryTimeout, passing);
    }

    /** The same with another time-out of retries. */
    public ParkingSettings retryTimeout(Duration timeout) {
        return new ParkingSettings(maxSequences, maxEvents, timeout, passing);
    }

    /**
     * The same, with further failures that do not park. Unless told otherwise those are servers that can't be reached, time-outs, lost
     * races to append, full queues, cancellation, and errors of the virtual machine; each also as cause of another.
     *
     * @param further is given the failure as the handler threw it
     */
    public ParkingSettings notFor(Predicate<Throwable> further) {
        return new ParkingSettings(maxSequences, maxEvents, retryTimeout, passing.or(further));
    }
}
