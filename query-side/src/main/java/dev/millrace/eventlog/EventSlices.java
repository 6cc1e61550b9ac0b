package dev.millrace.eventlog;

import dev.millrace.eventstore.EventLog;
import dev.millrace.http.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Finds the part of the log that a request asks for by position and time. */
final class EventSlices {

    /** The least that one moment of the log is after another. */
    private static final Duration TICK = Duration.of(1, ChronoUnit.MICROS);

    private final EventLog log;

    EventSlices(EventLog log) {
        this.log = log;
    }

    /**
     * A run of positions.
     *
     * @param after exclusive
     * @param upTo inclusive; no further than the head when it was asked for
     */
    record Slice(long after, long upTo) {}

    /**
     * From the first event at {@code from} or later, beyond {@code after}, to the last at {@code to} or earlier.
     *
     * @throws dev.millrace.http.ProblemException 400, if {@code from} is later than {@code to}
     */
    Mono<Slice> slice(long after, @Nullable Instant from, @Nullable Instant to) {
        if (from != null && to != null && from.isAfter(to)) {
            throw Problem.invalid("from", "no later than to").exception();
        }
        return Mono.zip(start(after, from), end(to), Slice::new);
    }

    /** The position to read on from. */
    Mono<Long> start(long after, @Nullable Instant from) {
        return from == null ? Mono.just(after) : log.positionAt(from).map(start -> Math.max(start, after));
    }

    private Mono<Long> end(@Nullable Instant to) {
        return to == null ? log.head() : log.positionAt(to.plus(TICK));
    }
}
