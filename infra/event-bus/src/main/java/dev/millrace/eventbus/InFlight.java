package dev.millrace.eventbus;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;

/** What has been handed to Kafka and what of it is acknowledged, to know up to where nothing is missing. Thread-safe. */
final class InFlight {
    private final ArrayDeque<Long> sent = new ArrayDeque<>();
    private final Set<Long> acknowledgedOutOfOrder = new HashSet<>();
    private long complete;

    InFlight(long complete) {
        this.complete = complete;
    }

    /** Positions come in ascending order. */
    synchronized void sent(long position) {
        sent.add(position);
    }

    /** Partitions answer independently of each other, so positions come in any order. */
    synchronized void acknowledged(long position) {
        acknowledgedOutOfOrder.add(position);
        for (var next = sent.peek(); next != null && acknowledgedOutOfOrder.remove(next); next = sent.peek()) {
            complete = sent.remove();
        }
    }

    /** Everything up to here is acknowledged. */
    synchronized long complete() {
        return complete;
    }

    /** Nothing is on its way. */
    synchronized boolean isEmpty() {
        return sent.isEmpty();
    }
}
