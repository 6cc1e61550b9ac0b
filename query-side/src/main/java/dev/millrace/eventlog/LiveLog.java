package dev.millrace.eventlog;

import dev.millrace.eventstore.Criteria;
import dev.millrace.eventstore.EventLog;
import dev.millrace.eventstore.EventStoreUnavailableException;
import dev.millrace.eventstore.StoredEvent;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Flux;
import reactor.util.retry.Retry;

/** Follows the log past outages of the store, so that a client's connection survives them. */
final class LiveLog {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final EventLog log;

    LiveLog(EventLog log) {
        this.log = log;
    }

    /** Fails only if the store can't be reached at the beginning. */
    Flux<StoredEvent> follow(Criteria criteria, long after) {
        return log.head().flatMapMany(reachable -> {
            AtomicLong last = new AtomicLong(after);
            return Flux.defer(() -> log.tail(criteria, last.get()))
                    .doOnNext(event -> last.set(event.position()))
                    .retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_PAUSE)
                            .maxBackoff(LONGEST_PAUSE)
                            .transientErrors(true)
                            .filter(EventStoreUnavailableException.class::isInstance));
        });
    }
}
