package dev.millrace.eventlog;

import dev.millrace.eventstore.Criteria;
import dev.millrace.eventstore.EventLog;
import dev.millrace.eventstore.StoredEvent;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;

/** Pages of the log for who asks for one after the other. */
final class EventPages {

    /** How many events a page is looked for among: of one actor's there may be none. */
    private static final int MOST_LOOKED_AT = 5_000;

    /** What they take up: whoever asks for a page may be slow to read it. */
    private static final long MOST_BYTES = 1 << 20;

    private final EventLog log;

    EventPages(EventLog log) {
        this.log = log;
    }

    /**
     * Some events, and where the next page begins.
     *
     * @param reached 0 if there is no other page
     */
    record Found(List<StoredEvent> events, long reached) {}

    /** At most {@code limit} events; fewer, with more to come, where they are large or an actor's are far between. */
    Mono<Found> page(Criteria criteria, ActorFilter filter, EventSlices.Slice slice, int limit) {
        if (filter.actor() == null) {
            return log.page(criteria, slice.after(), slice.upTo(), limit)
                    .map(page -> new Found(page.events(), page.reached() < slice.upTo() ? page.reached() : 0));
        }
        return Mono.defer(() -> {
            Sifting sifting = new Sifting(filter, limit);
            return log.read(criteria, slice.after(), slice.upTo())
                    .takeUntil(sifting::isFullWith)
                    .then(Mono.fromSupplier(() -> sifting.found(slice.upTo())));
        });
    }

    /** One page's. */
    private static final class Sifting {

        private final ActorFilter filter;
        private final int limit;
        private final List<StoredEvent> found = new ArrayList<>();
        private int lookedAt;
        private long bytes;
        private boolean full;
        private long reached;

        Sifting(ActorFilter filter, int limit) {
            this.filter = filter;
            this.limit = limit;
        }

        boolean isFullWith(StoredEvent event) {
            if (filter.matches(event)) {
                found.add(event);
                bytes += event.size();
            }
            lookedAt++;
            reached = event.position();
            full = found.size() == limit || bytes >= MOST_BYTES || lookedAt == MOST_LOOKED_AT;
            return full;
        }

        Found found(long upTo) {
            return new Found(List.copyOf(found), full && reached < upTo ? reached : 0);
        }
    }
}
